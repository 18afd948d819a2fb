use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::*;

fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, rng_seed: RngSeed::Fixed(9), ..Default::default() }
}

/// A credential with any text in it, JSON or JWS.
fn credential() -> impl Strategy<Value = String> {
    // Many of the characters that mean something in XML.
    let text = prop_oneof![any::<String>(), "[]>&<!CDAT\\[\"'\r\n\t ;#0-9x-]{0,40}", "(]]>|\r\n|\\]|>|&#13;){0,9}"];
    let json = (text, "[ \n\r\t]{0,3}").prop_map(|(text, space)| {
        let text = text.replace(['\u{fffe}', '\u{ffff}'], "");
        let text = serde_json::to_string(&text).unwrap();
        format!("{{{space}\"type\":{space}[\"VerifiableCredential\"],\"a\":{text}{space},\"proof\":{{}}}}")
    });
    prop_oneof![json, "[A-Za-z0-9_-]{1,80}".prop_map(|signature| format!("eyJhbGciOiJFUzI1NiJ9.e30.{signature}"))]
}

/// SVGs of many forms; the badge belongs before the second part.
fn svg() -> impl Strategy<Value = (String, String)> {
    let before = "(\u{feff})?(<\\?xml version=\"1[.]0\"\\?>\r\n)?(<!-- <svg> é -->|<\\?svg x\\?>|\n){0,2}";
    let attributes = "( a=['][^<'&\\pC]{0,9}[']| b=\"/>\")?";
    (
        before,
        any::<bool>(),
        attributes,
        "(<g/>|<!-- x -->|\r\n|é|<!\\[CDATA\\[<svg>\\]\\]>|&amp;){0,4}",
        "(\n|<!-- end -->)?",
    )
        .prop_map(|(before, prefixed, attributes, inner, after)| {
            let (name, ns) = if prefixed { ("s:svg", "xmlns:s") } else { ("svg", "xmlns") };
            let inner = inner.replace("<g/>", if prefixed { "<s:g/>" } else { "<g/>" });
            let start = format!("{before}<{name}{attributes} {ns}='http://www.w3.org/2000/svg'>");
            (start, format!("{inner}</{name}>{after}"))
        })
}

fn chunks() -> impl Strategy<Value = Vec<Vec<u8>>> {
    let one = ("[a-z][A-Za-z][A-Z][a-z]", proptest::collection::vec(any::<u8>(), 0..50));
    let one = one.prop_map(|(kind, data)| chunk(kind.as_bytes().try_into().unwrap(), data));
    proptest::collection::vec(one, 0..5)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_is_baked_into_a_png_comes_back(credential in credential(), old in credential(), chunks in chunks()) {
        let image = png_with(&chunks);
        let baked = bake(&image, &credential, Existing::Refuse).unwrap();
        let found = unbake(&baked).unwrap();
        prop_assert_eq!(found.credential(), Some(credential.as_str()));
        prop_assert_eq!(&baked, &png_baked(&image, &credential));
        let again = bake(&bake(&image, &old, Existing::Refuse).unwrap(), &credential, Existing::Replace).unwrap();
        prop_assert_eq!(again, baked);
    }

    #[test]
    fn what_is_baked_into_an_svg_comes_back(credential in credential(), old in credential(), svg in svg()) {
        let (start, end) = svg;
        let image = format!("{start}{end}");
        let baked = bake(image.as_bytes(), &credential, Existing::Refuse).unwrap();
        let found = unbake(&baked).unwrap();
        prop_assert_eq!(found.credential(), Some(credential.as_str()));
        let again = bake(&bake(image.as_bytes(), &old, Existing::Refuse).unwrap(), &credential, Existing::Replace).unwrap();
        prop_assert_eq!(&again, &baked);
        // Without the declaration and the element it is what it was.
        let text = String::from_utf8(baked).unwrap();
        let declared = text.replacen(" xmlns:openbadges=\"https://purl.imsglobal.org/ob/v3p0\"", "", 1);
        let (head, rest) = declared.split_at(start.len());
        prop_assert_eq!(head, &start);
        let element = rest.strip_suffix(end.as_str()).unwrap();
        prop_assert!(element.starts_with("<openbadges:credential"));
        prop_assert!(element.ends_with("</openbadges:credential>"));
    }

    #[test]
    fn no_bytes_are_too_odd(bytes in proptest::collection::vec(any::<u8>(), 0..200), at in 0..4000_usize, cut in 0..9_usize) {
        let signed = [&png::SIGNATURE[..], &bytes].concat();
        let tagged = [b"<svg ", bytes.as_slice()].concat();
        let mut pieces = vec![signed, tagged, bytes.clone()];
        for whole in [bake(PNG, JSON, Existing::Refuse).unwrap(), bake(SVG.as_bytes(), JSON, Existing::Refuse).unwrap()] {
            let mut mutated = whole;
            let at = at % mutated.len();
            let end = (at + cut).min(mutated.len());
            mutated.splice(at..end, bytes.iter().copied().take(cut));
            pieces.push(mutated);
        }
        for image in pieces {
            if let Ok(baked) = unbake(&image)
                && let Some(text) = baked.credential()
            {
                let first = text.bytes().next();
                prop_assert!(matches!(first, Some(0x7b | b'e' | b'I' | b'C' | b'D')));
            }
            if let Ok(baked) = bake(&image, JWS, Existing::Replace) {
                prop_assert_eq!(unbake(&baked).unwrap(), Baked::Jws(JWS.to_owned()));
            }
        }
    }
}
