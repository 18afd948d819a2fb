use super::*;

#[test]
fn one_uncompressed_chunk_before_the_data() {
    for credential in [JSON, JWS] {
        let baked = bake(PNG, credential, Existing::Refuse).unwrap();
        assert_eq!(baked, png_baked(PNG, credential));
    }
}

#[test]
fn badges_are_refused_or_replaced() {
    let at = PNG.len() - 12;
    let baked = bake(PNG, JSON, Existing::Refuse).unwrap();
    let message = |version: &str, place: &str| {
        format!(
            "the image has a badge of Open Badges {version} already, at {place}; take the image without it, or have it replaced"
        )
    };
    assert_eq!(
        refused(bake(&baked, JWS, Existing::Refuse)),
        (Code::BakeOccupied, message("3.0", "chunk 4 (`iTXt`) at byte 313"))
    );
    let earlier = png_with(&[chunk(b"iTXt", b"openbadges\0\0\0\0\0{}")]);
    assert_eq!(
        refused(bake(&earlier, JWS, Existing::Refuse)),
        (Code::BakeOccupied, message("1 or 2", &format!("chunk 5 (`iTXt`) at byte {at}")))
    );

    let own = bake(PNG, JWS, Existing::Refuse).unwrap();
    let many = png_with(&[
        itxt("anything"),
        chunk(b"tEXt", b"openbadges\0https://example.org/1"),
        chunk(b"zTXt", b"openbadgecredential"),
        chunk(b"tEXt", b"openbadgecredential\0"),
    ]);
    for image in [PNG, &baked, &earlier, &many] {
        assert_eq!(bake(image, JWS, Existing::Replace).unwrap(), own);
    }
    // Others' chunks stay, however alike.
    let others = [
        chunk(b"tEXt", b"openbadgecredentials\0x"),
        chunk(b"tEXt", b"Openbadgecredential\0x"),
        chunk(b"eXIf", b"openbadgecredential\0x"),
    ];
    let image = png_with(&others);
    let expected = png_baked(&image, JWS);
    assert_eq!(bake(&image, JWS, Existing::Refuse).unwrap(), expected);
}

#[test]
fn other_kinds_of_text_are_read() {
    let with = |kind: &[u8; 4], after: &[u8]| {
        unbake(&png_with(&[chunk(kind, [b"openbadgecredential\0", after].concat())])).unwrap()
    };
    let json = || Baked::Json(JSON.to_owned());
    assert_eq!(with(b"iTXt", &[b"\0\0en\0badge\0 ", JSON.as_bytes(), b"\n"].concat()), json());
    // The method of a text that is not compressed does not matter.
    assert_eq!(with(b"iTXt", &[b"\0\x09\0\0", JSON.as_bytes()].concat()), json());
    assert_eq!(with(b"iTXt", &[b"\x01\0\0\0", zlib(JSON.as_bytes()).as_slice()].concat()), json());
    assert_eq!(with(b"zTXt", &[b"\0", zlib(JSON.as_bytes()).as_slice()].concat()), json());
    // UTF-8 where Latin-1 should be, and Latin-1.
    assert_eq!(with(b"tEXt", JSON.as_bytes()), json());
    let latin1: Vec<u8> = JSON.chars().map(|c| u8::try_from(c).unwrap()).collect();
    assert_eq!(with(b"tEXt", &latin1), json());
    assert_eq!(with(b"zTXt", &[b"\0", zlib(&latin1).as_slice()].concat()), json());
    assert_eq!(with(b"tEXt", JWS.as_bytes()), Baked::Jws(JWS.to_owned()));
}

#[test]
fn earlier_badges_are_recognised() {
    let of = |chunks: &[Vec<u8>]| unbake(&png_with(chunks));
    let url = chunk(b"tEXt", b"openbadges\0https://example.org/1");
    let baked = of(std::slice::from_ref(&url)).unwrap();
    assert_eq!(baked, Baked::Earlier("https://example.org/1".to_owned()));
    assert_eq!(baked.credential(), None);
    assert_eq!(
        refused(baked.into_credential()),
        (
            Code::BakeEarlierVersion,
            "the image has a badge of Open Badges 1 or 2 baked in: `https://example.org/1`; ask its issuer for a badge of Open Badges 3.0"
                .to_owned()
        )
    );
    // Beside a badge of 3.0 it is another one: who reads both kinds is told of both.
    let at = PNG.len() - 12;
    assert_eq!(
        refused(of(&[itxt(JWS), url])),
        (
            Code::BakeSeveralBadges,
            format!(
                "2 badges that differ are baked into the image, at chunk 5 (`iTXt`) at byte {at} and chunk 6 (`tEXt`) at byte {} (of Open Badges 1 or 2)",
                at + itxt(JWS).len()
            )
        )
    );
}

#[test]
fn badges_under_the_earlier_keyword_are_told_by_their_text() {
    use base64::Engine as _;
    let of = |text: &str| unbake(&png_with(&[chunk(b"tEXt", format!("openbadges\0{text}"))])).unwrap();
    let jws = |payload: &str| format!("e30.{}.c2ln", base64::prelude::BASE64_URL_SAFE_NO_PAD.encode(payload));
    assert_eq!(of(JSON), Baked::Json(JSON.to_owned()));
    for payload in [JSON, r#"{"vc": {"type": ["VerifiableCredential", "OpenBadgeCredential"]}}"#] {
        assert_eq!(of(&jws(payload)), Baked::Jws(jws(payload)));
    }
    for text in [r#"{"type": "Assertion"}"#, &jws(r#"{"type": "Assertion"}"#), "e30.e30.c2ln", "[]", "{", JWS] {
        assert_eq!(of(text), Baked::Earlier(text.to_owned()));
    }
    let same = png_with(&[chunk(b"iTXt", format!("openbadges\0\0\0\0\0{JSON}")), itxt(JSON)]);
    assert_eq!(unbake(&same).unwrap(), Baked::Json(JSON.to_owned()));
}

#[test]
fn marks_around_a_badge_are_left_out() {
    for (before, after) in [("\u{feff}", ""), ("", "\0"), (" \u{feff}\n", "\n\0\0 ")] {
        for (text, expected) in [(JSON, Baked::Json(JSON.to_owned())), (JWS, Baked::Jws(JWS.to_owned()))] {
            let image = png_with(&[itxt(format!("{before}{text}{after}")), itxt(text)]);
            assert_eq!(unbake(&image).unwrap(), expected);
        }
    }
    // Within it they are part of it.
    for text in ["\0{}", "\u{feff}\u{feff}{}"] {
        assert_eq!(refused(unbake(&png_with(&[itxt(text)]))).0, Code::BakeNotACredential);
    }
}

#[test]
fn what_cannot_be_read_is_told_with_its_place() {
    let at = PNG.len() - 12;
    let with = |kind: &[u8; 4], after: &[u8]| {
        refused(unbake(&png_with(&[chunk(kind, [b"openbadgecredential", after].concat())])))
    };
    let place = |kind: &str| format!("chunk 5 (`{kind}`) at byte {at}");
    for (kind, after, why) in [
        (b"tEXt", b"".as_slice(), "ends after its keyword"),
        (b"iTXt", b"\0", "ends before its text"),
        (b"iTXt", b"\0\0", "ends before its text"),
        (b"iTXt", b"\0\0\0\0", "ends before its text"),
        (b"zTXt", b"\0", "ends before its text"),
        (b"iTXt", b"\0\x02\0\0\0", "has the compression flag 2, which is 0 or 1"),
        (b"iTXt", b"\0\x01\x05\0\0", "is compressed by the unknown method 5; zlib is 0"),
        (b"zTXt", b"\0\x07x", "is compressed by the unknown method 7; zlib is 0"),
        (b"zTXt", b"\0\0not zlib", "is not compressed by zlib, or not all of it is there: corrupt deflate stream"),
    ] {
        let kind_text = std::str::from_utf8(kind).unwrap();
        assert_eq!(with(kind, after), (Code::BakeUnreadableBadge, format!("{} {why}", place(kind_text))), "{after:?}");
    }
    let cut = zlib(JSON.as_bytes());
    let (code, message) = with(b"zTXt", &[b"\0\0", &cut[..cut.len() - 9]].concat());
    assert_eq!(code, Code::BakeUnreadableBadge, "{message}");
    assert_eq!(
        with(b"iTXt", b"\0\0\0\0\0{\"a\": \"Zo\xeb\"}"),
        (Code::BakeNotUtf8, format!("{} is not UTF-8, from byte 9 of its text", place("iTXt")))
    );
    for text in ["", "https://example.org/1", "[]", "a.b.c", "e30.e30"] {
        let (code, message) = refused(unbake(&png_with(&[itxt(text)])));
        assert_eq!(code, Code::BakeNotACredential);
        assert_eq!(
            message,
            format!("what is baked in at {} is neither a JSON object nor a compact JWS: `{text}`", place("iTXt"))
        );
    }
    // All of them are told.
    let error = unbake(&png_with(&[chunk(b"zTXt", b"openbadgecredential\0\0x"), itxt(b"\xff")])).unwrap_err();
    assert_eq!(error.findings().map(Finding::code).collect::<Vec<_>>(), [Code::BakeUnreadableBadge, Code::BakeNotUtf8]);
}

#[test]
fn several_badges_are_never_one_of_them() {
    let at = PNG.len() - 12;
    let same = png_with(&[itxt(JWS), chunk(b"tEXt", format!("openbadgecredential\0{JWS}\n"))]);
    assert_eq!(unbake(&same).unwrap(), Baked::Jws(JWS.to_owned()));
    let (code, message) = refused(unbake(&png_with(&[itxt(JWS), itxt(JSON)])));
    assert_eq!(code, Code::BakeSeveralBadges);
    let second = at + itxt(JWS).len();
    assert_eq!(
        message,
        format!(
            "2 badges that differ are baked into the image, at chunk 5 (`iTXt`) at byte {at} and chunk 6 (`iTXt`) at byte {second}"
        )
    );
    // One that cannot be read could be another badge.
    assert_eq!(refused(unbake(&png_with(&[itxt(JWS), itxt(b"\xff")]))).0, Code::BakeNotUtf8);
    assert_eq!(refused(unbake(&png_with(&[itxt(JWS), itxt("")]))).0, Code::BakeSeveralBadges);
}

/// The fixture's chunks: header, palette, transparency, data, end.
fn parts() -> Vec<Vec<u8>> {
    let (mut rest, mut parts) = (&PNG[8..], Vec::new());
    while let Some(length) = rest.first_chunk::<4>() {
        let (chunk, after) = rest.split_at(12 + usize::try_from(u32::from_be_bytes(*length)).unwrap());
        parts.push(chunk.to_vec());
        rest = after;
    }
    parts
}

fn faults(chunks: &[Vec<u8>]) -> Vec<String> {
    let image = [&png::SIGNATURE[..], &chunks.concat()].concat();
    let error = bake(&image, JWS, Existing::Refuse).unwrap_err();
    error.findings().map(|finding| format!("{}: {}", finding.code(), finding.message())).collect()
}

#[test]
fn the_order_of_chunks_is_checked() {
    let own = parts();
    let [header, palette, transparency, data, end] = own.as_slice() else { panic!("{}", own.len()) };
    let all = |chunks: &[&Vec<u8>]| faults(&chunks.iter().map(|chunk| (*chunk).clone()).collect::<Vec<_>>());
    let text = &chunk(b"tEXt", b"Title\0x");
    assert_eq!(
        all(&[palette, header, data, end]),
        ["bake.bad-png: chunk 1 (`PLTE`) at byte 8 is the first, where `IHDR` must be"]
    );
    assert_eq!(
        all(&[header, transparency, end]),
        [format!(
            "bake.bad-png: chunk 3 (`IEND`) at byte {} comes before any image data (`IDAT`)",
            33 + transparency.len()
        )]
    );
    assert_eq!(
        all(&[header, data, palette, header, text, data, end]),
        [
            "bake.bad-png: chunk 2 (`IDAT`) at byte 33 comes before the palette (`PLTE`)".to_owned(),
            format!(
                "bake.bad-png: chunk 3 (`PLTE`) at byte {} comes after `IDAT`, before which it must be",
                33 + data.len()
            ),
            format!("bake.bad-png: chunk 4 (`IHDR`) at byte {} is a second header", 33 + data.len() + palette.len()),
            format!(
                "bake.bad-png: chunk 6 (`IDAT`) at byte {} does not follow the other image data (`IDAT`) directly",
                33 + data.len() + palette.len() + 25 + text.len()
            ),
        ]
    );
    assert_eq!(all(&[header, palette, palette, data, end]).len(), 1);
    // Several pieces of data, as large images have them, are right.
    let image = [&png::SIGNATURE[..], header, palette, &chunk(b"IDAT", []), data, end].concat();
    assert!(bake(&image, JWS, Existing::Refuse).is_ok());
    let critical = &chunk(b"CgBI", b"1234");
    assert_eq!(
        all(&[header, palette, critical, data, end]),
        [format!(
            "bake.bad-png: chunk 3 (`CgBI`) at byte {} is critical, and not one of the standard's",
            33 + palette.len()
        )]
    );
    assert_eq!(
        all(&[header, palette, data, &chunk(b"IEND", b"x")]),
        [format!(
            "bake.bad-png: chunk 4 (`IEND`) at byte {} has 1 bytes, and must have none",
            33 + palette.len() + data.len()
        )]
    );
    // What comes after the end, as a second badge would.
    let cut = 33 + palette.len() + data.len() + end.len();
    let image = [&png::SIGNATURE[..], header, palette, data, end, &itxt(JSON)].concat();
    assert_eq!(
        refused(bake(&image, JWS, Existing::Replace)),
        (
            Code::BakeBadPng,
            format!(
                "{} bytes come after `IEND`, which must be the last; cut the file off at byte {cut}",
                itxt(JSON).len()
            )
        )
    );
    assert!(bake(&image[..cut], JWS, Existing::Refuse).is_ok());
    // Nothing is in white space, or in what fills a block; it stays.
    let padded = [PNG, b"\r\n\0\0"].concat();
    assert_eq!(bake(&padded, JWS, Existing::Refuse).unwrap(), [&png_baked(PNG, JWS), &b"\r\n\0\0"[..]].concat());
}

#[test]
fn the_order_of_ancillary_chunks_is_checked() {
    let own = parts();
    let [header, palette, transparency, data, end] = own.as_slice() else { panic!("{}", own.len()) };
    let all = |chunks: &[&Vec<u8>]| faults(&chunks.iter().map(|chunk| (*chunk).clone()).collect::<Vec<_>>());
    let before_palette = [b"cHRM", b"cICP", b"cLLI", b"gAMA", b"iCCP", b"mDCV", b"sBIT", b"sRGB"];
    let after_palette = [b"bKGD", b"hIST", b"tRNS"];
    let before_data = [b"acTL", b"pHYs", b"sPLT"];
    for kind in before_palette.iter().chain(&after_palette).chain(&before_data) {
        let name = std::str::from_utf8(*kind).unwrap();
        let extra = &chunk(kind, b"1234");
        assert_eq!(
            all(&[header, palette, data, extra, end]),
            [format!(
                "bake.bad-png: chunk 4 (`{name}`) at byte {} comes after `IDAT`, before which it must be",
                33 + palette.len() + data.len()
            )]
        );
        let good = if before_palette.contains(kind) { [header, extra, palette] } else { [header, palette, extra] };
        let image = [&png::SIGNATURE[..], &good.map(Vec::as_slice).concat(), data, end].concat();
        assert!(bake(&image, JWS, Existing::Refuse).is_ok(), "{name}");
    }
    for kind in before_palette {
        let name = std::str::from_utf8(kind).unwrap();
        assert_eq!(
            all(&[header, palette, &chunk(kind, b"1234"), data, end]),
            [format!(
                "bake.bad-png: chunk 3 (`{name}`) at byte {} comes after `PLTE`, before which it must be",
                33 + palette.len()
            )]
        );
    }
    assert_eq!(
        all(&[header, transparency, palette, data, end]),
        [format!(
            "bake.bad-png: chunk 3 (`PLTE`) at byte {} comes after `tRNS`, before which it must be",
            33 + transparency.len()
        )]
    );
    // These may stand anywhere; some software writes `eXIf` last.
    let free = ["eXIf", "tIME", "tEXt", "abCd"].map(|kind| chunk(kind.as_bytes().try_into().unwrap(), b"a\0b"));
    for extra in &free {
        for chunks in [[header, extra, palette, data, end], [header, palette, data, extra, end]] {
            let image = [&png::SIGNATURE[..], &chunks.map(Vec::as_slice).concat()].concat();
            assert!(bake(&image, JWS, Existing::Refuse).is_ok());
        }
    }
}

#[test]
fn headers_and_palettes_are_checked() {
    let own = parts();
    let header = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut data = own[0][8..21].to_vec();
        change(&mut data);
        let mut chunks = own.clone();
        chunks[0] = chunk(b"IHDR", data);
        faults(&chunks).join("; ").replace("bake.bad-png: chunk 1 (`IHDR`) at byte 8 ", "")
    };
    assert_eq!(header(&|data| data[2..4].fill(0)), "says that the image has 0 by 256 pixels");
    assert_eq!(header(&|data| data[4] = 0x80), "says that the image has 256 by 2147483904 pixels");
    assert_eq!(header(&|data| data[8] = 16), "has the bit depth 16, which colour type 3 does not have");
    assert_eq!(header(&|data| data[9] = 5), "has the colour type 5, which is 0, 2, 3, 4 or 6");
    assert_eq!(header(&|data| data[10] = 1), "has compression 1, filter 0 and interlace 0, not 0, 0 and 0 or 1");
    assert_eq!(header(&|data| data[12] = 2), "has compression 0, filter 0 and interlace 2, not 0, 0 and 0 or 1");
    assert_eq!(header(&|data| data.push(0)), "has 14 bytes, and must have 13");
    assert_eq!(
        header(&|data| data[9] = 0),
        "bake.bad-png: chunk 2 (`PLTE`) at byte 33 is a palette, which colour type 0 does not have"
    );
    for length in [0, 4, 771] {
        let mut chunks = own.clone();
        chunks[1] = chunk(b"PLTE", vec![0; length]);
        let message = format!(
            "bake.bad-png: chunk 2 (`PLTE`) at byte 33 has {length} bytes, not three for each of 1 to 256 colours"
        );
        assert_eq!(faults(&chunks), [message]);
    }
}

#[test]
fn checksums_are_checked() {
    let mut chunks = parts();
    let last = chunks[1].len() - 1;
    chunks[1][last] ^= 1;
    chunks[3][9] ^= 0x20;
    let found = faults(&chunks);
    assert_eq!(found.len(), 2);
    assert!(found[0].starts_with("bake.checksum: chunk 2 (`PLTE`) at byte 33 has the checksum "), "{found:?}");
    assert!(found[1].starts_with("bake.checksum: chunk 4 (`IDAT`) at byte "), "{found:?}");
    // Reading asks for that of the badge only, and for no order.
    let mut broken = [&png::SIGNATURE[..], &chunks.concat(), b"trailing"].concat();
    assert_eq!(unbake(&broken).unwrap(), Baked::Nothing);
    let end = broken.len() - 8 - 12;
    broken.splice(end..end, itxt(JWS));
    assert_eq!(unbake(&broken).unwrap(), Baked::Jws(JWS.to_owned()));
    broken[end + 30] ^= 1;
    let (code, message) = refused(unbake(&broken));
    assert_eq!(code, Code::BakeChecksum);
    assert!(message.starts_with(&format!("chunk 5 (`iTXt`) at byte {end} has the checksum ")), "{message}");
}

#[test]
fn what_is_cut_short_is_no_png() {
    let whole = bake(PNG, JSON, Existing::Refuse).unwrap();
    for length in 8..whole.len() {
        let (code, message) = refused(unbake(&whole[..length]));
        assert_eq!(code, Code::BakeBadPng, "{message}");
        assert!(message.contains("at byte "), "{message}");
    }
    assert_eq!(refused(unbake(&whole[..8])).1, "the PNG ends at byte 8 without `IEND`");
    assert_eq!(refused(unbake(&whole[..10])).1, "the PNG ends within chunk 1 at byte 8");
    assert_eq!(refused(unbake(&whole[..33])).1, "the PNG ends at byte 33 without `IEND`");
}

#[test]
fn no_flipped_bit_makes_another_badge() {
    let baked = bake(PNG, JSON, Existing::Refuse).unwrap();
    let mut still = 0;
    for at in 0..baked.len() {
        let mut image = baked.clone();
        image[at] ^= 1 << (at % 8);
        match unbake(&image) {
            // The keyword or the type of the chunk is another.
            Ok(Baked::Nothing) | Err(_) => {}
            Ok(found) => {
                assert_eq!(found.credential(), Some(JSON), "{at}");
                still += 1;
            }
        }
    }
    // Where it is none of the badge's, nor length or type of a chunk, nothing changes for the badge.
    assert!(still > PNG.len() - 100, "{still}");
}
