//! The data model: its rules, and the typed views, which lose nothing.

#![no_main]

use libfuzzer_sys::fuzz_target;
use openbadges::model::{
    Achievement, AchievementCredential, Comparison, EndorsementCredential, IdentityObject, Jwks, Multikey, Profile,
    conform, lint,
};
use openbadges::{Document, Error};

fuzz_target!(|data: &[u8]| {
    let Ok(document) = Document::parse(data) else { return };
    let findings = conform(&document);
    assert!(findings.len() <= 2_000 && lint(&document).len() <= 2_000);
    assert_eq!(conform(&document), findings);
    comes_back(&document, AchievementCredential::read, AchievementCredential::to_json);
    comes_back(&document, EndorsementCredential::read, EndorsementCredential::to_json);
    comes_back(&document, Achievement::read, Achievement::to_json);
    comes_back(&document, Profile::read, Profile::to_json);
    comes_back(&document, Jwks::read, Jwks::to_json);
    comes_back(&document, Multikey::read, Multikey::to_json);
    comes_back(&document, IdentityObject::read, IdentityObject::to_json);
    if let Ok(credential) = AchievementCredential::read(&document) {
        assert_eq!(credential.compare(&credential), Comparison::Same);
        for identity in &credential.credential_subject.identifier {
            identity.matches(&credential.id);
        }
    }
});

/// What a class reads it writes back: the same values, and the same text when it is read again.
fn comes_back<T>(document: &Document, read: fn(&Document) -> Result<T, Error>, write: fn(&T) -> String) {
    let Ok(object) = read(document) else { return };
    let written = write(&object);
    let again = Document::parse(written.as_bytes()).expect("what was written is one document");
    assert_eq!(&again, document);
    let object = read(&again).unwrap_or_else(|error| panic!("what was written reads back: {error}"));
    assert_eq!(write(&object), written);
}
