use super::*;

mod attacks;
mod pngs;
mod properties;
mod svgs;

pub(super) const PNG: &[u8] = include_bytes!("../../fixtures/badge.png");
pub(super) const SVG: &str = include_str!("../../fixtures/badge.svg");
pub(super) const JSON: &str = r#"{"type": ["VerifiableCredential"], "name": "Zoë ]]> é", "proof": {}}"#;
pub(super) const JWS: &str = "eyJhbGciOiJFUzI1NiJ9.e30.c2ln";

/// The error's code and its whole text.
pub(super) fn refused<T: std::fmt::Debug>(result: Result<T>) -> (Code, String) {
    let error = result.unwrap_err();
    (error.code(), error.to_string())
}

/// A chunk with its checksum.
pub(super) fn chunk(kind: &[u8; 4], data: impl AsRef<[u8]>) -> Vec<u8> {
    let data = data.as_ref();
    let length = u32::try_from(data.len()).unwrap();
    let body = [kind.as_slice(), data].concat();
    [length.to_be_bytes().as_slice(), &body, &crc32fast::hash(&body).to_be_bytes()].concat()
}

/// The fixture with these chunks before its end.
pub(super) fn png_with(chunks: &[Vec<u8>]) -> Vec<u8> {
    let (start, end) = PNG.split_at(PNG.len() - 12);
    [start, &chunks.concat(), end].concat()
}

/// An image made of the fixture with a badge where it belongs: before the data.
pub(super) fn png_baked(image: &[u8], credential: &str) -> Vec<u8> {
    let data = image.windows(4).position(|kind| kind == b"IDAT").unwrap() - 4;
    let (start, end) = image.split_at(data);
    [start, &itxt(credential), end].concat()
}

pub(super) fn itxt(text: impl AsRef<[u8]>) -> Vec<u8> {
    chunk(b"iTXt", [b"openbadgecredential\0\0\0\0\0", text.as_ref()].concat())
}

pub(super) fn zlib(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write as _;
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn only_credentials_are_baked() {
    for picture in [PNG, SVG.as_bytes()] {
        let bake = |credential: &str| refused(bake(picture, credential, Existing::Refuse));
        let none = "what is to be baked is no signed credential: ";
        for (credential, why) in [
            ("[]", "the JSON is an array, not an object"),
            (r#"{"proof": {}}"#, "its `type` is missing, without `VerifiableCredential`"),
            (r#"{"type": "Profile", "proof": {}}"#, "its `type` is `\"Profile\"`, without `VerifiableCredential`"),
            (r#"{"type": "VerifiableCredential"}"#, "it is not signed: it has no `proof`"),
            ("e30A.e30.c2ln", "the header of the JWS is not JSON: "),
            ("eyJhbGciOiJFUzI1NiJ9.W10.c2ln", "the payload of the JWS is an array, not an object"),
            ("e30.e.c2ln", "the payload of the JWS is not base64url: "),
        ] {
            let (code, message) = bake(credential);
            assert_eq!(code, Code::BakeNotACredential, "{credential}");
            assert!(message.starts_with(&format!("{none}{why}")), "{message}");
        }
        for credential in
            ["", "https://example.org/badge.json", "e30.e30.", "e30.e30", "a.b.c", "{\"a\":1", "\u{feff}{}"]
        {
            assert_eq!(bake(credential).0, Code::JsonSyntax, "{credential}");
        }
        assert_eq!(refused(super::bake(picture, b"{\"a\": \"\xff\"}", Existing::Refuse)).0, Code::JsonNotUtf8);
    }
}

#[test]
fn white_space_around_a_credential_is_left_out() {
    for picture in [PNG, SVG.as_bytes()] {
        for (credential, baked) in [(JSON, Baked::Json(JSON.to_owned())), (JWS, Baked::Jws(JWS.to_owned()))] {
            let plain = bake(picture, credential, Existing::Refuse).unwrap();
            assert_eq!(bake(picture, format!("\n {credential}\r\n"), Existing::Refuse).unwrap(), plain);
            assert_eq!(unbake(&plain).unwrap(), baked);
            assert_eq!(baked.credential(), Some(credential));
            assert_eq!(credential_of(&plain).unwrap(), credential.as_bytes());
        }
        assert_eq!(unbake(picture).unwrap(), Baked::Nothing);
        assert_eq!(refused(credential_of(picture)), (Code::BakeNoBadge, "no badge is baked into the image".to_owned()));
    }
}

#[test]
fn pictures_are_told_apart() {
    for text in [
        "<svg/>",
        "<svg>",
        " <svg\n",
        "\u{feff}<!-- <html> -->\n<?x?><s:svg ",
        "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>",
        "<\0s\0v\0g\0",
        "\0<\0s\0v\0g",
    ] {
        assert_eq!(Picture::of(text.as_bytes()), Some(Picture::Svg), "{text}");
    }
    for text in
        ["", "<", "<svgs/>", "<a:b:svg>", "<!-- <svg/>", "<html>", "<https://example.org/svg> <a> <b>", JSON, JWS]
    {
        assert_eq!(Picture::of(text.as_bytes()), None, "{text}");
        assert_eq!(credential_of(text.as_bytes()).unwrap(), text.as_bytes());
    }
    // JSON in UTF-16, as a shell may write it, is no image.
    assert_eq!(*credential_of(b"\xff\xfe{\0}\0").unwrap(), *b"\xff\xfe{\0}\0");
    assert_eq!(refused(unbake(b"")), (Code::BakeUnknownImage, "the image is empty".to_owned()));
    assert_eq!(
        refused(unbake(b"GIF89a\x01\0`")),
        (Code::BakeUnknownImage, "the image is neither PNG nor SVG; it begins `GIF89a\\u{1}\\u{0}\\u{60}`".to_owned())
    );
    assert_eq!((Picture::Png.extension(), Picture::Svg.extension()), ("png", "svg"));
    assert_eq!(format!("{} {}", Picture::Png, Picture::Svg), "PNG SVG");
}

#[test]
fn images_have_a_limit() {
    let limits = Limits::default().with_image_bytes(PNG.len() + 100);
    let (code, message) = refused(unbake_within(&png_with(&[itxt([b'x'; 99])]), &limits));
    assert_eq!(code, Code::BakeTooLarge);
    assert_eq!(message, format!("the image has {} bytes, more than the {} allowed", PNG.len() + 135, PNG.len() + 100));
    // What would be too large once it is baked is not made.
    let long = format!("{}{}", JWS, "g".repeat(80));
    assert_eq!(refused(bake_within(PNG, &long, Existing::Refuse, &limits)).0, Code::BakeTooLarge);
    // Nor what is too long for a document.
    let limits = Limits::default().with_bytes(20);
    assert_eq!(
        refused(bake_within(PNG, JWS, Existing::Refuse, &limits)),
        (Code::BakeTooLarge, "the credential has 29 bytes, more than the 20 allowed".to_owned())
    );
}
