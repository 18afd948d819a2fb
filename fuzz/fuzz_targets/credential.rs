//! The data model: its rules, and the typed view.

#![no_main]

use libfuzzer_sys::fuzz_target;
use openbadges::Document;
use openbadges::model::{AchievementCredential, conform};

fuzz_target!(|data: &[u8]| {
    let Ok(document) = Document::parse(data) else { return };
    let findings = conform(&document);
    assert_eq!(conform(&document), findings);
    let Ok(credential) = AchievementCredential::read(&document) else { return };
    let written = serde_json::to_vec(&credential).expect("a credential is JSON");
    let again = Document::parse(&written).expect("what was written is one document");
    assert_eq!(AchievementCredential::read(&again).expect("what was written reads back"), credential);
});
