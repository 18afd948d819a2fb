//! From any document to canonical N-Quads, or not: the same answer each time, however the text is laid out.

#![no_main]

use libfuzzer_sys::fuzz_target;
use openbadges::Document;
use openbadges::proof::canonicalize;

fuzz_target!(|data: &[u8]| {
    let Ok(document) = Document::parse(data) else { return };
    let first = canonicalize(&document);
    let pretty = Document::parse(document.to_pretty().as_bytes()).expect("the pretty form is JSON");
    for again in [canonicalize(&document), canonicalize(&pretty)] {
        match (&first, again) {
            (Ok(first), Ok(again)) => assert_eq!(*first, again),
            (Err(first), Err(again)) => assert_eq!(first.code(), again.code()),
            (first, again) => panic!("{first:?} once, {again:?} then"),
        }
    }
    let Ok(quads) = first else { return };
    assert!(!quads.is_empty() && quads.lines().is_sorted());
});
