//! Badges in PNG: the bytes as they are, as chunks with checksums that fit, and as the text of a badge's chunk of each kind.
//! What is baked in comes out again, and nothing else changes.

#![no_main]

use libfuzzer_sys::fuzz_target;
use openbadges::bake::{Baked, Existing, Picture, bake, unbake};

const JWS: &str = "eyJhbGciOiJFUzI1NiJ9.e30.c2ln";
const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
const HEADER: &[u8] = b"\0\0\0\x01\0\0\0\x01\x08\0\0\0\0";

fuzz_target!(|data: &[u8]| {
    image(data);
    // Kind, length and content, so that checksums do not stand in the way.
    let (mut out, mut rest) = ([SIGNATURE, &chunk(b"IHDR", HEADER)].concat(), data);
    while let [kind, length, after @ ..] = rest {
        let kind = [b"IDAT", b"PLTE", b"tEXt", b"zTXt", b"iTXt", b"gAMA", b"IHDR", b"IEND"][usize::from(kind % 8)];
        let (content, after) = after.split_at(usize::from(*length).min(after.len()));
        out.extend(chunk(kind, content));
        rest = after;
    }
    out.extend(chunk(b"IDAT", b""));
    out.extend(chunk(b"IEND", b""));
    image(&out);
    for (kind, before) in [(b"tEXt", b"\0".as_slice()), (b"zTXt", b"\0\0"), (b"iTXt", b"\0\0\0\0\0"), (b"iTXt", b"\0")]
    {
        for keyword in [b"openbadgecredential".as_slice(), b"openbadges"] {
            image(&png(&chunk(kind, &[keyword, before, data].concat())));
        }
    }
    // A credential that comes from the fuzzer.
    if let Ok(baked) = bake(&png(b""), data, Existing::Refuse) {
        let text = std::str::from_utf8(data.trim_ascii()).expect("what is baked is text");
        assert_eq!(unbake(&baked).expect("its own form").credential(), Some(text));
    }
});

fn image(image: &[u8]) {
    if let Ok(Baked::Json(text) | Baked::Jws(text)) = unbake(image) {
        assert!(text.starts_with(['{', 'e', 'I', 'C', 'D']));
    }
    let Ok(baked) = bake(image, JWS, Existing::Refuse) else { return };
    let Ok(Baked::Jws(text)) = unbake(&baked) else { panic!("what was baked is not there") };
    assert_eq!(text, JWS);
    // All else is as it was, or it is an SVG.
    if Picture::of(image) == Some(Picture::Png) {
        let own = chunk(b"iTXt", &[b"openbadgecredential\0\0\0\0\0", JWS.as_bytes()].concat());
        let same = image.iter().zip(&baked).take_while(|(a, b)| a == b).count();
        // Where the two begin to differ may be within the own chunk: the next one may have begun alike.
        let end = |start: usize| baked.get(start + own.len()..).is_some_and(|end| image.ends_with(end));
        let is_own = |start: usize| baked[start..].starts_with(&own) && end(start);
        assert!((same.saturating_sub(own.len())..=same).any(is_own));
    }
    assert_eq!(bake(&baked, JWS, Existing::Replace).expect("a good image"), baked);
}

fn png(text: &[u8]) -> Vec<u8> {
    [SIGNATURE, &chunk(b"IHDR", HEADER), text, &chunk(b"IDAT", b""), &chunk(b"IEND", b"")].concat()
}

fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).expect("a short input");
    let body = [kind.as_slice(), content].concat();
    [length.to_be_bytes().as_slice(), &body, &crc(&body).to_be_bytes()].concat()
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| crc >> 1 ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 })
    })
}
