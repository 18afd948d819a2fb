//! Badges in SVG: the bytes as they are, within an `svg`, and as the content of a badge. What is baked in comes out again, and
//! without it the image is what it was.

#![no_main]

use libfuzzer_sys::fuzz_target;
use openbadges::bake::{Baked, Existing, Picture, bake, unbake};

const JWS: &str = "eyJhbGciOiJFUzI1NiJ9.e30.c2ln";
const START: &str = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:ob='https://purl.imsglobal.org/ob/v3p0'>";
const DECLARATION: &str = " xmlns:openbadges=\"https://purl.imsglobal.org/ob/v3p0\"";

fuzz_target!(|data: &[u8]| {
    image(data);
    if let Ok(text) = std::str::from_utf8(data) {
        image(format!("{START}{text}</svg>").as_bytes());
        image(format!("<svg xmlns='http://www.w3.org/2000/svg' {text}").as_bytes());
        image(format!("{START}<ob:credential {text}</ob:credential></svg>").as_bytes());
        // Any text comes back from a section.
        let credential = format!("{{\"type\": \"VerifiableCredential\", \"proof\": {text}}}");
        if let Ok(baked) = bake(format!("{START}</svg>").as_bytes(), &credential, Existing::Refuse) {
            assert_eq!(unbake(&baked).expect("its own form"), Baked::Json(credential));
        }
    }
});

fn image(image: &[u8]) {
    if let Ok(Baked::Json(text) | Baked::Jws(text)) = unbake(image) {
        assert!(text.starts_with(['{', 'e', 'I', 'C', 'D']));
    }
    let Ok(baked) = bake(image, JWS, Existing::Refuse) else { return };
    let Ok(Baked::Jws(text)) = unbake(&baked) else { panic!("what was baked is not there") };
    assert_eq!(text, JWS);
    assert_eq!(bake(&baked, JWS, Existing::Replace).expect("a good image"), baked);
    if Picture::of(image) != Some(Picture::Svg) {
        return;
    }
    let text = String::from_utf8(baked).expect("text");
    // An empty root has an end tag now.
    let is_own = |text: &str| text.as_bytes() == image || text.len() > image.len() + DECLARATION.len();
    // What looks like the element may also stand in a comment.
    assert!(text.match_indices("<openbadges:credential").any(|(start, _)| {
        let Some((_, after)) = text[start..].split_once("</openbadges:credential>") else { return false };
        let without = format!("{}{after}", &text[..start]);
        is_own(&without) || is_own(&without.replacen(DECLARATION, "", 1))
    }));
}
