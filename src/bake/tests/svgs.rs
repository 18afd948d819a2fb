use super::*;

const OURS: &str = "xmlns:openbadges=\"https://purl.imsglobal.org/ob/v3p0\"";

fn baked(svg: &str, credential: &str) -> String {
    String::from_utf8(bake(svg, credential, Existing::Refuse).unwrap()).unwrap()
}

fn bake(svg: &str, credential: &str, existing: Existing) -> Result<Vec<u8>> {
    super::bake(svg.as_bytes(), credential, existing)
}

fn read(svg: &str) -> Result<Baked> {
    unbake(svg.as_bytes())
}

/// An SVG with this in it; `ob` is the prefix of Open Badges 3.0.
fn with(content: &str) -> String {
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:ob='https://purl.imsglobal.org/ob/v3p0' xmlns:old='http://openbadges.org'>{content}</svg>"
    )
}

#[test]
fn declared_on_the_root_and_its_first_child() {
    let expected = SVG
        .replace("<svg ", &format!("<svg {OURS} "))
        .replace("256\" role=\"img\" aria-labelledby=\"title\">", &format!("256\" role=\"img\" aria-labelledby=\"title\"><openbadges:credential verify=\"{JWS}\"></openbadges:credential>"));
    assert_eq!(baked(SVG, JWS), expected);
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><g/></svg>";
    let json = r#"{"type":"VerifiableCredential","proof":{},"name":"a ]]> b"}"#;
    let cdata = json.replace("]]>", "]]]]><![CDATA[>");
    assert_eq!(
        baked(svg, json),
        format!(
            "<svg {OURS} xmlns=\"http://www.w3.org/2000/svg\"><openbadges:credential><![CDATA[{cdata}]]></openbadges:credential><g/></svg>"
        )
    );
}

#[test]
fn every_form_of_root() {
    let element = format!("<openbadges:credential verify=\"{JWS}\"></openbadges:credential>");
    let ns = "xmlns='http://www.w3.org/2000/svg'";
    for (svg, expected) in [
        (format!("<svg {ns}/>"), format!("<svg {OURS} {ns}>{element}</svg>")),
        (format!("<svg {ns} />\n"), format!("<svg {OURS} {ns} >{element}</svg>\n")),
        (format!("<svg\n{ns}\n>\n</svg\n>"), format!("<svg {OURS}\n{ns}\n>{element}\n</svg\n>")),
        (
            "<s:svg xmlns:s='http://www.w3.org/2000/svg'/>".to_owned(),
            format!("<s:svg {OURS} xmlns:s='http://www.w3.org/2000/svg'>{element}</s:svg>"),
        ),
        (
            format!(
                "\u{feff}<?xml version='1.0' encoding='utf-8'?>\r\n<!-- <svg> -->\n<?a <svg>?><svg a='>' b=\"/>\" {ns}><!-- é --></svg><!-- -->"
            ),
            format!(
                "\u{feff}<?xml version='1.0' encoding='utf-8'?>\r\n<!-- <svg> -->\n<?a <svg>?><svg {OURS} a='>' b=\"/>\" {ns}>{element}<!-- é --></svg><!-- -->"
            ),
        ),
        // The declaration is there already.
        (format!("<svg {ns} {OURS}></svg>"), format!("<svg {ns} {OURS}>{element}</svg>")),
        // Another prefix for it does not serve those who look for this one.
        (
            format!("<svg {ns} xmlns:o='https://purl.imsglobal.org/ob/v3p0'/>"),
            format!("<svg {OURS} {ns} xmlns:o='https://purl.imsglobal.org/ob/v3p0'>{element}</svg>"),
        ),
        // The prefix means something else: the element says what it means there.
        (
            format!("<svg {ns} xmlns:openbadges='http://openbadges.org'/>"),
            format!(
                "<svg {ns} xmlns:openbadges='http://openbadges.org'>{}</svg>",
                element.replace(" verify", &format!(" {OURS} verify"))
            ),
        ),
    ] {
        let made = baked(&svg, JWS);
        assert_eq!(made, expected);
        assert_eq!(read(&made).unwrap(), Baked::Jws(JWS.to_owned()));
    }
}

#[test]
fn every_byte_comes_back() {
    let json = "{\"type\":\"VerifiableCredential\",\r\n\"proof\":{},\r\"a\":\"&amp; <b> ]]> ]]&gt; <![CDATA[ é 名 \u{85}\u{2028}\u{7f}\"\t}";
    for svg in [SVG, "<svg xmlns='http://www.w3.org/2000/svg'/>"] {
        assert_eq!(read(&baked(svg, json)).unwrap(), Baked::Json(json.to_owned()));
    }
    for c in ['\u{fffe}', '\u{ffff}'] {
        let json = JSON.replace('Z', &c.to_string());
        let at = json.find(c).unwrap();
        let message = format!("the credential has U+{:04X} at byte {at}, which no XML can have", u32::from(c));
        assert_eq!(refused(bake(SVG, &json, Existing::Refuse)), (Code::BakeNotInXml, message));
        // A PNG can.
        assert!(super::bake(PNG, &json, Existing::Refuse).is_ok());
    }
}

#[test]
fn badges_are_refused_or_replaced() {
    let old = baked(SVG, JSON);
    assert_eq!(
        refused(bake(&old, JWS, Existing::Refuse)),
        (
            Code::BakeOccupied,
            "the image has a badge of Open Badges 3.0 already, at line 3, column 152; take the image without it, or have it replaced".to_owned()
        )
    );
    assert_eq!(bake(&old, JWS, Existing::Replace).unwrap(), baked(SVG, JWS).into_bytes());
    let earlier = with("<old:assertion verify='x'/>");
    assert!(
        refused(bake(&earlier, JWS, Existing::Refuse))
            .1
            .starts_with("the image has a badge of Open Badges 1 or 2 already")
    );
    // All of them go, wherever they are, also one in another.
    let many =
        with("<g><ob:credential>x<ob:credential/></ob:credential></g> <old:assertion/><ob:credentials/><credential/>");
    assert_eq!(
        String::from_utf8(bake(&many, JWS, Existing::Replace).unwrap()).unwrap(),
        baked(&with("<g></g> <ob:credentials/><credential/>"), JWS)
    );
}

#[test]
fn other_forms_are_read() {
    let jws = || Baked::Jws(JWS.to_owned());
    let json = || Baked::Json(JSON.to_owned());
    let (start, end) = JSON.split_at(9);
    let escaped = JSON.replace(">", "&gt;").replace('Z', "&#x5A;").replace('"', "&quot;");
    for (content, expected) in [
        (format!("<ob:credential verify='{JWS}'/>"), jws()),
        (format!("<ob:credential verify=' {}\n'/>", JWS.replace('.', "&#46;")), jws()),
        (format!("<ob:credential>{JWS}</ob:credential>"), jws()),
        (format!("<ob:credential verify=''>\n  <!-- --><?p?>{escaped}\n</ob:credential>"), json()),
        (format!("<ob:credential><![CDATA[{}]]></ob:credential>", JSON.replace("]]>", "]]]]>&gt;<![CDATA[")), json()),
        (format!("<ob:credential>\n<![CDATA[{}]]>{}</ob:credential>", start, end.replace(">", "&gt;")), json()),
        (format!("<metadata><g><ob:credential verify='{JWS}'/></g></metadata>"), jws()),
        // The default namespace, another prefix, the prefix of another namespace.
        (format!("<credential xmlns='https://purl.imsglobal.org/ob/v3p0' verify='{JWS}'/>"), jws()),
        (format!("<old:credential xmlns:old='https://purl.imsglobal.org/ob/v3p0' verify='{JWS}'/>"), jws()),
        (format!("<old:credential xmlns:old='https://purl.imsglobal.org/spec/ob/v3p0' verify='{JWS}'/>"), jws()),
        (
            format!("<ob:credential verify='{JWS}'>\n</ob:credential><g><ob:credential> {JWS}</ob:credential></g>"),
            jws(),
        ),
        // What looks like one, and is none.
        (
            format!("<!-- <ob:credential verify='{JWS}'/> --><![CDATA[<ob:credential verify='{JWS}'/>]]>"),
            Baked::Nothing,
        ),
        (format!("<ob:credential xmlns:ob='urn:x' verify='{JWS}'/><credential verify='{JWS}'/>"), Baked::Nothing),
        (format!("<old:openbadges.credential verify='{JWS}'/>"), Baked::Nothing),
        (format!("<a verify='{JWS}' ob:credential='{JWS}'/>"), Baked::Nothing),
        (
            "<old:assertion verify='https://example.org/1'/>".to_owned(),
            Baked::Earlier("https://example.org/1".to_owned()),
        ),
        ("<old:assertion><![CDATA[{}]]></old:assertion>".to_owned(), Baked::Earlier("{}".to_owned())),
        (
            format!(
                "<old:assertion>\u{feff}{json}</old:assertion><ob:credential>{json}</ob:credential>",
                json = escaped
            ),
            json(),
        ),
    ] {
        assert_eq!(read(&with(&content)).unwrap(), expected, "{content}");
    }
    // Without the namespace of SVG it is read, not written.
    let bare = "<svg xmlns:ob='https://purl.imsglobal.org/ob/v3p0'><ob:credential verify='e30.e30.e30'/></svg>";
    assert_eq!(read(bare).unwrap(), Baked::Jws("e30.e30.e30".to_owned()));
    assert_eq!(
        refused(bake("<svg><g/></svg>", JWS, Existing::Refuse)),
        (
            Code::BakeBadSvg,
            "the root element is in the namespace ``, not http://www.w3.org/2000/svg, at line 1, column 5".to_owned()
        )
    );
}

#[test]
fn what_other_software_takes_for_a_badge_is_no_picture() {
    let genuine = format!("<ob:credential verify='{JWS}'/>");
    let column = with("").len() - "</svg>".len() + 1;
    for (written, declared, namespace) in [
        ("openbadges:credential", "openbadges", "http://evil.example"),
        ("openbadges:assertion", "openbadges", "http://evil.example"),
        ("OpenBadges:Credential", "OpenBadges", "urn:x"),
        ("openbadges:credential", "openbadges", "http://openbadges.org"),
        ("o:credential", "o", "https://purl.imsglobal.org/ob/v3p0/"),
        ("o:credential", "o", "http://purl.imsglobal.org/spec/ob/v3p1"),
        ("o:assertion", "o", "https://OpenBadges.org"),
        ("ob:assertion", "ob", "https://purl.imsglobal.org/ob/v3p0"),
        ("old:credential", "old", "http://openbadges.org"),
    ] {
        let element = format!("<{written} xmlns:{declared}='{namespace}'>{{}}</{written}>");
        let message = format!(
            "the element `{written}` at line 1, column {column} is in the namespace `{namespace}`, \
             which is none of a badge's: other software would take it for the badge"
        );
        // Alone it is no badge for certain, and beside one it may be another.
        for svg in [with(&element), with(&format!("{element}{genuine}"))] {
            assert_eq!(refused(read(&svg)), (Code::BakeUnreadableBadge, message.clone()));
            assert_eq!(
                refused(bake(&svg, JWS, Existing::Refuse)),
                (
                    Code::BakeOccupied,
                    format!(
                        "the image has what other software takes for a badge already, at line 1, column {column}; \
                         take the image without it, or have it replaced"
                    )
                )
            );
            let replaced = String::from_utf8(bake(&svg, JWS, Existing::Replace).unwrap()).unwrap();
            assert_eq!(replaced, baked(&with(""), JWS));
        }
    }
}

#[test]
fn words_that_look_like_declarations_are_none() {
    let words: String = (0..99).map(|i| format!(" xmlns:a{i}")).collect();
    let json = JSON.replace("Zoë", &words);
    for picture in [with(&format!("<desc>{words}</desc><g a='{words}'/><!--{words}--><?p{words}?>")), SVG.to_owned()] {
        assert_eq!(read(&baked(&picture, &json)).unwrap(), Baked::Json(json.clone()));
    }
    // The three of the picture, and as many as there may be.
    let declared = |count| (3..count).map(|i| format!(" xmlns:a{i} = 'urn:{i}'")).collect::<String>();
    let svg = |count| with(&format!("<g{}/>", declared(count))).replace("<svg", &format!("<svg {OURS}"));
    assert_eq!(read(&svg(32)).unwrap(), Baked::Nothing);
    let column = svg(0).find("<g").unwrap() + 1;
    assert_eq!(
        refused(read(&svg(33))),
        (Code::BakeTooManyParts, format!("the SVG has, at line 1, column {column}, more than the 32 prefixes allowed"))
    );
}

#[test]
fn places_are_counted_on_from_one_to_the_next() {
    let text = "é\n<a/>名<b/>\n\n  <c/>";
    let mut places = markup::Places::of(text);
    let starts = ["<a", "<b", "<c"].map(|tag| text.find(tag).unwrap());
    let expected = ["line 2, column 1", "line 2, column 6", "line 4, column 3"];
    assert_eq!(starts.map(|at| places.at(at)), expected);
    assert_eq!(starts.map(|at| markup::place(text, at)), expected);
}

#[test]
fn what_cannot_be_read_is_told_with_its_place() {
    let case = |content: &str| refused(read(&with(content)));
    let column = with("").len() - "</svg>".len() + 1;
    let at = |extra: usize| format!("line 1, column {}", column + extra);
    assert_eq!(
        case(&format!("<ob:credential verify='{JWS}'>{{}}</ob:credential>")),
        (Code::BakeSeveralBadges, format!("2 badges that differ are baked into the image, at {} and {}", at(0), at(0)))
    );
    assert_eq!(
        case(&format!("<g/><ob:credential verify='{JWS}'/><g><ob:credential>{{}}</ob:credential></g>")),
        (
            Code::BakeSeveralBadges,
            format!("2 badges that differ are baked into the image, at {} and {}", at(4), at(4 + 26 + JWS.len() + 3))
        )
    );
    assert_eq!(
        case(&format!("<old:assertion verify='x'/><ob:credential verify='{JWS}'/>")),
        (
            Code::BakeSeveralBadges,
            format!(
                "2 badges that differ are baked into the image, at {} (of Open Badges 1 or 2) and {}",
                at(0),
                at(27)
            )
        )
    );
    let empty = |extra| (Code::BakeUnreadableBadge, format!("the badge at {} is empty", at(extra)));
    assert_eq!(case("<ob:credential/>"), empty(0));
    assert_eq!(case("<g><ob:credential verify=' '><!-- {} --> </ob:credential></g>"), empty(3));
    assert_eq!(
        case("<ob:credential>{}<g>{}</g></ob:credential>"),
        (Code::BakeUnreadableBadge, format!("the badge at {} has an element `g` in it", at(0)))
    );
    assert_eq!(
        case("<ob:credential>https://example.org/1</ob:credential>"),
        (
            Code::BakeNotACredential,
            format!(
                "what is baked in at {} is neither a JSON object nor a compact JWS: `https://example.org/1`",
                at(0)
            )
        )
    );
}

#[test]
fn only_well_formed_svg_without_declared_types() {
    let ns = "xmlns='http://www.w3.org/2000/svg'";
    for (svg, message) in [
        (
            format!("<svg {ns}>"),
            "the SVG is no well-formed XML at line 1, column 1: the root node was opened but never closed",
        ),
        (
            format!("<svg {ns}><g></svg>"),
            "the SVG is no well-formed XML at line 1, column 44: expected 'g' tag, not 'svg'",
        ),
        (
            format!("<svg {ns}>\n<a:g/></svg>"),
            "the SVG is no well-formed XML at line 2, column 2: an unknown namespace prefix 'a'",
        ),
        (
            format!("<svg {ns}>&nbsp;</svg>"),
            "the SVG is no well-formed XML at line 1, column 41: unknown entity reference 'nbsp'",
        ),
        (
            format!("<svg {ns} a='1' a='2'/>"),
            "the SVG is no well-formed XML at line 1, column 47: attribute 'a' is already defined",
        ),
        (format!("<svg {ns} a='<'/>"), "the SVG is no well-formed XML at line 1, column 44: expected ''' not '<'"),
        (format!("<svg {ns}/><svg/>"), "the SVG is no well-formed XML at line 1, column 42: unknown token"),
        (
            format!("<svg {ns}>\u{1}</svg>"),
            "the SVG is no well-formed XML at line 1, column 41: a non-XML character '\\u{1}' found",
        ),
        (
            format!("<svg {ns}>]]></svg>"),
            "the SVG is no well-formed XML at line 1, column 44: ']]>' is not allowed inside a character data",
        ),
        ("<svg".to_owned(), "the SVG is no well-formed XML"),
        ("<x:svg/>".to_owned(), "the SVG is no well-formed XML at line 1, column 2: an unknown namespace prefix 'x'"),
    ] {
        for (code, found) in [refused(read(&svg)), refused(bake(&svg, JWS, Existing::Replace))] {
            assert_eq!(code, Code::BakeBadSvg, "{svg}");
            assert!(found.starts_with(message), "{found}\n{message}");
        }
    }
    let message = "the SVG has a document type declaration at line 1, column 1; take it out: nothing in SVG needs one";
    let doctype = (Code::BakeDoctype, message.to_owned());
    for svg in [
        "<!DOCTYPE svg [<!ENTITY a 'aaaa'>]><svg>&a;</svg>",
        "<!DOCTYPE svg SYSTEM '>' [<!ENTITY a 'aaaa'>]><svg>&a;</svg>",
        "<!DOCTYPE svg []><svg/>",
        "<!DOCTYPE svg '><svg/>",
        "<!DOCTYPE svg <svg/>",
    ] {
        assert_eq!(refused(read(svg)), doctype);
        assert_eq!(refused(bake(svg, JWS, Existing::Refuse)), doctype);
    }
    // What only names a type is passed over, and nothing is fetched; baked it is refused, for other software minds it.
    for before in [
        "<!DOCTYPE svg>",
        "<!DOCTYPE\n\tsvg SYSTEM 'file:///etc/passwd'>",
        "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\" >",
        "<!DOCTYPE svg SYSTEM '[\"<g a=\">'>",
    ] {
        let svg = format!("{before}\n{}", with(&format!("<ob:credential verify='{JWS}'/>")));
        assert_eq!(read(&svg).unwrap(), Baked::Jws(JWS.to_owned()), "{before}");
        assert_eq!(Picture::of(svg.as_bytes()), Some(Picture::Svg));
        assert_eq!(refused(bake(&svg, JWS, Existing::Replace)), doctype);
    }
    assert_eq!(
        refused(read("<!DOCTYPE svg>\n<svg>&a;</svg>")),
        (
            Code::BakeBadSvg,
            "the SVG is no well-formed XML at line 2, column 6: unknown entity reference 'a'".to_owned()
        )
    );
}

#[test]
fn only_utf8() {
    let not_utf8 = |bytes: &[u8]| {
        let (code, message) = refused(unbake(bytes));
        assert_eq!(code, Code::BakeNotUtf8, "{message}");
        message
    };
    let utf16: Vec<u8> = SVG.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(not_utf8(&utf16), "the SVG is in UTF-16; only UTF-8 is read");
    assert_eq!(not_utf8(&[b"\xff\xfe", utf16.as_slice()].concat()), "the SVG is in UTF-16; only UTF-8 is read");
    let utf16: Vec<u8> = SVG.encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(not_utf8(&utf16), "the SVG is in UTF-16; only UTF-8 is read");
    assert_eq!(not_utf8(b"<svg a='\xe9'/>"), "the SVG is not UTF-8, from byte 8");
    let declared = |encoding: &str, name: &str| {
        format!(
            "<?xml version='1.0' encoding='{encoding}'?><svg xmlns='http://www.w3.org/2000/svg'><desc>{name}</desc></svg>"
        )
    };
    for encoding in ["ISO-8859-1", "US-ASCII", "windows-1252", "UTF-16", "iso-8859-x"] {
        assert_eq!(
            not_utf8(declared(encoding, "Zoë").as_bytes()),
            format!("the SVG declares the encoding `{encoding}`; only UTF-8 is read")
        );
    }
    // What is not the same in all encodings of that name, or in none.
    for encoding in ["UTF-16", "UTF-7", "IBM037", "Shift_JIS", "iso-8859-"] {
        assert_eq!(
            not_utf8(declared(encoding, "Zoe").as_bytes()),
            format!("the SVG declares the encoding `{encoding}`; only UTF-8 is read")
        );
    }
    for encoding in ["utf-8", "UTF8"] {
        assert_eq!(read(&baked(&declared(encoding, "Zoë"), JSON)).unwrap(), Baked::Json(JSON.to_owned()));
    }
    // ASCII is the same in all of these; what is not must not come into it.
    let ascii = JSON.replace(['ë', 'é'], "e");
    for encoding in ["ISO-8859-1", "iso_8859-15", "us-ascii", "ASCII", "Windows-1252"] {
        let svg = declared(encoding, "Zoe");
        assert_eq!(read(&baked(&svg, &ascii)).unwrap(), Baked::Json(ascii.clone()));
        assert_eq!(
            refused(bake(&svg, JSON, Existing::Refuse)),
            (
                Code::BakeNotUtf8,
                format!(
                    "the SVG declares the encoding `{encoding}`; the credential is not in ASCII; save the image as UTF-8"
                )
            )
        );
    }
}
