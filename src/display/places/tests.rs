use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use proptest::prelude::*;
use serde_json::{Value, json};
use url::Url;

use super::{Attachment, Embed, LinkedIn};
use crate::Document;
use crate::display::page::Page;
use crate::display::summary::{Summary, Unverified};
use crate::finding::Code;
use crate::key::{Seed, SigningKey};
use crate::language::Language;
use crate::proof::jwt::{self, JwtOptions};
use crate::proof::{ProofOptions, secure};
use crate::verify::{Report, Resources, Verified, Verifier};

const GOLDEN: &str = include_str!("../../../fixtures/golden/critical-thinking.json");

fn key() -> SigningKey {
    SigningKey::from_seed(&Seed::from_hex(include_str!("../../../fixtures/demonstration.seed")).unwrap())
}

fn report(bytes: &[u8]) -> Report {
    Verifier::default().verify(bytes, &Resources::new(), "2026-07-01T00:00:00Z".parse().unwrap())
}

fn unsigned(change: impl FnOnce(&mut Value)) -> Document {
    let mut badge: Value = serde_json::from_str(GOLDEN).unwrap();
    badge.as_object_mut().unwrap().shift_remove("proof");
    change(&mut badge);
    Document::of(&badge).unwrap()
}

/// The golden badge with a change that its issuer signed.
fn badge(change: impl FnOnce(&mut Value)) -> Verified {
    let options = ProofOptions::new(crate::did::verification_method_of_key(&key().verifying_key()));
    let signed = secure(&unsigned(change), &key(), &options).unwrap();
    report(signed.as_bytes()).into_verified().unwrap()
}

fn named(name: &str, issuer: &str) -> Summary {
    Summary::of(&badge(|badge| {
        badge["credentialSubject"]["achievement"]["name"] = json!(name);
        badge["issuer"]["name"] = json!(issuer);
    }))
}

fn query(url: &str) -> BTreeMap<String, String> {
    let url = Url::parse(url).unwrap();
    assert_eq!((url.host_str(), url.path()), (Some("www.linkedin.com"), "/profile/add"));
    assert_eq!(url.fragment(), None);
    url.query_pairs().into_owned().collect()
}

#[test]
fn linkedin_gets_every_field() {
    let summary = Summary::of(&badge(|badge| badge["validUntil"] = json!("2029-12-31T23:00:00-06:00")));
    let url = LinkedIn::of(&summary).with_url("https://badges.example.edu/a/1?x=1&y=ä").unwrap().to_url();
    assert_eq!(
        url,
        "https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME&name=Critical+Thinking\
         &organizationName=Example+Community+College&issueYear=2026&issueMonth=5&expirationYear=2029&expirationMonth=12\
         &certUrl=https%3A%2F%2Fbadges.example.edu%2Fa%2F1%3Fx%3D1%26y%3D%25C3%25A4\
         &certId=urn%3Auuid%3A98d48ab7-5e93-848f-89e6-7f444a662bb8"
    );
    let url = LinkedIn::of(&summary).with_organization_id(1337).without_id().to_url();
    assert_eq!(
        url,
        "https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME&name=Critical+Thinking&organizationId=1337\
         &issueYear=2026&issueMonth=5&expirationYear=2029&expirationMonth=12"
    );
    // A reissue keeps the day of the award.
    let again = Summary::of(&badge(|badge| badge["validFrom"] = json!("2026-06-20T09:00:00Z")));
    assert_eq!(query(&LinkedIn::of(&again).to_url())["issueMonth"], "5");
}

#[test]
fn only_addresses_of_the_web_are_taken() {
    let summary = Summary::of(&badge(|_| ()));
    for bad in ["javascript:alert(1)", "data:text/html,x", "badge.html", "", "https://a:b@c.example/", "//a.example"] {
        assert_eq!(LinkedIn::of(&summary).with_url(bad).unwrap_err().code(), Code::InputNotUrl, "{bad}");
        assert_eq!(Embed::of(&summary, bad, "https://a.example/").unwrap_err().code(), Code::InputNotUrl, "{bad}");
        assert_eq!(Embed::of(&summary, "https://a.example/", bad).unwrap_err().code(), Code::InputNotUrl, "{bad}");
    }
}

#[test]
fn what_is_embedded_is_a_link_around_a_picture() {
    let summary = named("A\"><script>alert('1')</script> & B\u{202e}", "Élan");
    let embed = Embed::of(&summary, "https://a.example/?b=1&c='\"<", "https://a.example/d.png").unwrap();
    assert_eq!(
        embed.clone().with_size(96, 120).with_language(Language::spanish()).to_html(),
        "<a href=\"https://a.example/?b=1&amp;c=%27%22%3C\"><img src=\"https://a.example/d.png\" \
         alt=\"A&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; B, una insignia de Élan\" width=\"96\" height=\"120\"></a>"
    );
    assert!(embed.to_html().contains(" & B".replace('&', "&amp;").as_str()));
}

#[test]
fn attachments_have_the_right_names_and_types() {
    let verified = badge(|_| ());
    let credential = Attachment::credential(&verified);
    assert_eq!((credential.name(), credential.media_type()), ("critical-thinking.json", "application/vc"));
    assert_eq!(credential.bytes(), verified.document().as_bytes());
    assert!(report(credential.bytes()).verdict().is_verified());

    let method = crate::did::verification_method_of_key(&key().verifying_key());
    let token = jwt::sign(&unsigned(|_| ()), &key(), &JwtOptions::kid(method)).unwrap();
    let badge_as_jwt = report(token.as_bytes()).into_verified().unwrap();
    let credential = Attachment::credential(&badge_as_jwt);
    assert_eq!((credential.name(), credential.media_type()), ("critical-thinking.jwt", "application/vc+jwt"));
    assert_eq!(credential.bytes(), token.as_bytes());

    let png = Attachment::image(&verified, b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR").unwrap();
    assert_eq!((png.name(), png.media_type()), ("critical-thinking.png", "image/png"));
    let svg = Attachment::image(&verified, b"<svg xmlns='http://www.w3.org/2000/svg'/>").unwrap();
    assert_eq!((svg.name(), svg.media_type()), ("critical-thinking.svg", "image/svg+xml"));
    assert_eq!(Attachment::image(&verified, b"GIF89a").unwrap_err().code(), Code::InputNotImage);

    let summary = Summary::of(&verified);
    let page = Attachment::page(&Page::of(&summary));
    assert_eq!((page.name(), page.media_type()), ("critical-thinking.html", "text/html; charset=utf-8"));
    assert_eq!(page.bytes(), Page::of(&summary).to_html().as_bytes());
    let forged = report(GOLDEN.replace("Proficient", "Exemplary").as_bytes());
    let unverified = Unverified::of(&forged).unwrap();
    assert_eq!(Attachment::page(&Page::of_unverified(&unverified)).name(), "not-verified.html");

    // No name of the badge's gets out of the quotes of a header, or into a folder.
    let odd = badge(|badge| badge["credentialSubject"]["achievement"]["name"] = json!("../\"a\r\nX: b\"/إدارة"));
    assert_eq!(Attachment::credential(&odd).content_disposition(), "attachment; filename=\"a-x-b.json\"");
    let none = badge(|badge| badge["credentialSubject"]["achievement"]["name"] = json!("إدارة"));
    assert_eq!(Attachment::credential(&none).name(), "badge.json");
    assert_eq!(Page::of(&Summary::of(&none)).file_name(), "badge.html");
}

#[test]
fn a_part_of_an_email() {
    let credential = Attachment::credential(&badge(|_| ()));
    let part = credential.to_mime_part();
    let (head, body) = part.split_once("\r\n\r\n").unwrap();
    assert_eq!(
        head,
        "Content-Type: application/vc\r\nContent-Disposition: attachment; filename=\"critical-thinking.json\"\r\n\
         Content-Transfer-Encoding: base64"
    );
    assert!(body.split("\r\n").all(|line| line.len() <= 76 && line.is_ascii()));
    assert_eq!(STANDARD.decode(body.replace("\r\n", "")).unwrap(), credential.bytes());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever a badge is called, it stays one value among those of the query, and one attribute of the snippet.
    #[test]
    fn names_come_back_as_they_were(name in "[^\\p{C}\\p{M}]{1,60}", issuer in "[ -~]{1,60}") {
        prop_assume!(!name.trim().is_empty() && !issuer.trim().is_empty());
        let summary = named(&name, &issuer);
        let fields = query(&LinkedIn::of(&summary).with_url("https://a.example/&certId=x").unwrap().to_url());
        prop_assert_eq!(fields.keys().map(String::as_str).collect::<Vec<_>>(),
            ["certId", "certUrl", "issueMonth", "issueYear", "name", "organizationName", "startTask"]);
        prop_assert_eq!(&fields["name"], &name.replace(['\u{2028}', '\u{2029}'], " "));
        prop_assert_eq!(&fields["organizationName"], &issuer);
        prop_assert_eq!(&fields["certUrl"], "https://a.example/&certId=x");
        let html = Embed::of(&summary, "https://a.example/", "https://a.example/b.png").unwrap().to_html();
        prop_assert_eq!(html.matches('<').count(), 3);
        prop_assert_eq!(html.matches('>').count(), 3);
        prop_assert_eq!(html.matches('"').count(), 10);
        prop_assert!(!html.contains('\''));
    }
}
