//! From any document to its canonical JSON, or not: a form that stays as it is and does not depend on the layout.

#![no_main]

use libfuzzer_sys::fuzz_target;
use openbadges::Document;
use openbadges::proof::jcs;

fuzz_target!(|data: &[u8]| {
    let Ok(document) = Document::parse(data) else { return };
    let pretty = Document::parse(document.to_pretty().as_bytes()).expect("the pretty form is JSON");
    let canonical = match (jcs(&document), jcs(&pretty)) {
        (Ok(canonical), Ok(again)) => {
            assert_eq!(canonical, again);
            canonical
        }
        (Err(first), Err(again)) => {
            assert!(first.findings().eq(again.findings()));
            return;
        }
        (first, again) => panic!("{first:?} once, {again:?} then"),
    };
    let reread = Document::parse(canonical.as_bytes()).expect("the canonical form is JSON");
    assert_eq!(jcs(&reread).expect("the canonical form has one"), canonical);
});
