use std::time::Instant;

use super::*;

/// As long as a slow machine may need for what is linear; what is not takes minutes.
fn soon<T>(what: &str, run: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = run();
    assert!(start.elapsed().as_secs() < 20, "{what}: {:?}", start.elapsed());
    result
}

fn svg(content: &str) -> Vec<u8> {
    format!("<svg xmlns='http://www.w3.org/2000/svg' xmlns:ob='https://purl.imsglobal.org/ob/v3p0'>{content}</svg>")
        .into_bytes()
}

#[test]
fn decompression_bombs_are_bounded() {
    let bomb = zlib(&vec![b' '; 64 << 20]);
    let compressed = chunk(b"zTXt", [b"openbadgecredential\0\0", bomb.as_slice()].concat());
    let (code, message) = soon("one bomb", || refused(unbake(&png_with(std::slice::from_ref(&compressed)))));
    assert_eq!(code, Code::BakeTooLarge);
    assert_eq!(
        message,
        format!(
            "what is baked into the image is longer than the 1048576 bytes allowed, at chunk 5 (`zTXt`) at byte {}",
            PNG.len() - 12
        )
    );
    // Many that are each within the limit, and together far beyond it.
    let text = format!("{{{}", " ".repeat((1 << 20) - 100));
    let almost = chunk(b"zTXt", [b"openbadgecredential\0\0", zlib(text.as_bytes()).as_slice()].concat());
    // White space around the text does not count; each place does.
    assert_eq!(refused(unbake(&png_with(&vec![almost; 1000]))).0, Code::BakeTooManyParts);
    let limits = Limits::default().with_bytes(20);
    let small = chunk(b"zTXt", [b"openbadgecredential\0\0", zlib(b"{\"a\":12345}").as_slice()].concat());
    assert!(unbake_within(&png_with(std::slice::from_ref(&small)), &limits).is_ok());
    assert_eq!(refused(unbake_within(&png_with(&[small.clone(), small]), &limits)).0, Code::BakeTooLarge);
}

#[test]
fn lengths_beyond_the_file() {
    for length in [0xffff_ffff_u32, 0x8000_0000, 0x7fff_ffff, 1_000_000] {
        let mut image = PNG.to_vec();
        image[33..37].copy_from_slice(&length.to_be_bytes());
        let (code, message) = refused(unbake(&image));
        assert_eq!(code, Code::BakeBadPng);
        let left = PNG.len() - 33 - 12;
        assert_eq!(message, format!("chunk 2 (`PLTE`) at byte 33 says that it has {length} bytes; {left} are left"));
    }
    let mut image = PNG.to_vec();
    image[37] = b'\n';
    assert_eq!(
        refused(unbake(&image)),
        (Code::BakeBadPng, "chunk 2 at byte 33 has the type `\\nLTE`, not four letters".to_owned())
    );
}

#[test]
fn what_stands_after_the_end_is_not_read() {
    let mut image = PNG.to_vec();
    image.extend(itxt(JWS));
    image.extend(&PNG[PNG.len() - 12..]);
    assert_eq!(unbake(&image).unwrap(), Baked::Nothing);
    assert_eq!(refused(bake(&image, JSON, Existing::Replace)).0, Code::BakeBadPng);
}

#[test]
fn many_chunks() {
    let image = png_with(&vec![chunk(b"tEXt", b"a\0b"); 100_000]);
    let (code, message) = soon("chunks", || refused(unbake(&image)));
    assert_eq!(
        (code, message.as_str()),
        (Code::BakeTooManyParts, "the PNG has more than 100000 chunks, the most allowed")
    );
    // A fault each: the first are told.
    let mut broken = chunk(b"tEXt", b"a\0b");
    broken[8] ^= 1;
    let error = bake(&png_with(&vec![broken; 90_000]), JWS, Existing::Refuse).unwrap_err();
    assert_eq!(error.findings().len(), 16);
}

#[test]
fn rich_svgs() {
    let too_many = |what: &str, content: String| {
        let image = svg(&content);
        for (code, message) in [soon(what, || refused(unbake(&image))), refused(bake(&image, JWS, Existing::Replace))] {
            assert_eq!(code, Code::BakeTooManyParts, "{what}");
            assert!(message.starts_with("the SVG has, at line 1, column "), "{message}");
        }
    };
    too_many("deep", "<g>".repeat(100_000));
    too_many("deep and closed", format!("{}{}", "<g>".repeat(257), "</g>".repeat(257)));
    too_many("elements", "<g/>".repeat(100_001));
    too_many("comments", "<!---->".repeat(100_001));
    too_many("sections", "<![CDATA[]]>".repeat(100_001));
    too_many("attributes", format!("<g {}/>", (0..100_000).map(|i| format!("a{i}='' ")).collect::<String>()));
    too_many(
        "attributes of all",
        (0..500).map(|_| format!("<g {}/>", (0..250).map(|i| format!("a{i}='' ")).collect::<String>())).collect(),
    );
    too_many("prefixes", (0..1000).map(|i| format!("<g xmlns:p{i}='urn:{i}'>")).collect());
    // As much as is allowed, in its most costly form.
    let prefixes: String = (0..30).map(|i| format!("xmlns:p{i}='urn:{i}' ")).collect();
    let dense = format!("<g {prefixes}>{}</g>", "<g xmlns:p1='urn:x'/>".repeat(45_000));
    assert_eq!(soon("prefixes in scope", || unbake(&svg(&dense))).unwrap(), Baked::Nothing);
    let wide = format!("<g {}/>", (0..256).map(|i| format!("a{i}='' ")).collect::<String>()).repeat(380);
    assert_eq!(soon("wide", || unbake(&svg(&wide))).unwrap(), Baked::Nothing);
    let nested = format!("{}{}", "<g>".repeat(255), "</g>".repeat(255));
    let baked = bake(&svg(&nested), JWS, Existing::Refuse).unwrap();
    assert_eq!(unbake(&baked).unwrap(), Baked::Jws(JWS.to_owned()));
    // As much text as there is room for.
    let long = format!("<ob:credential>{}</ob:credential>", "&#32;<![CDATA[{]]>".repeat(90_000));
    assert!(matches!(soon("sections of a badge", || unbake(&svg(&long))).unwrap(), Baked::Json(_)));
    let longer = format!("<ob:credential>{{{}</ob:credential>", "x".repeat(1 << 20));
    assert_eq!(refused(unbake(&svg(&longer))).0, Code::BakeTooLarge);
    // A badge each: none is taken, and all can go.
    let many = svg(&format!("<ob:credential verify='{JWS}'/>").repeat(40_000));
    assert_eq!(soon("badges", || refused(unbake(&many))).0, Code::BakeTooManyParts);
    let one = soon("badges go", || bake(&many, JWS, Existing::Replace)).unwrap();
    assert_eq!(unbake(&one).unwrap(), Baked::Jws(JWS.to_owned()));
}

#[test]
fn the_bounds_hold_where_the_text_is_ill_formed() {
    // What hides the attributes from a pass that only looks for the ends must stop the parser too.
    let attributes: String = (0..50_000).map(|i| format!("a{i}='' ")).collect();
    for before in
        ["<g a='", "<g a=\"<", "<!-- ", "<![CDATA[ ", "<?x ", "<!x ", "<g a=''><", "< ", "</g a='", "<g/ ", "<g a=>"]
    {
        let image = svg(&format!("{before}<g {attributes}/>"));
        assert!(soon(before, || unbake(&image)).is_err(), "{before}");
    }
}
