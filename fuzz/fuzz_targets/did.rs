//! DIDs and the documents of controllers: what reads is written as it was, and no document binds a key that it does not
//! have for assertions.

#![no_main]

use libfuzzer_sys::fuzz_target;
use openbadges::Document;
use openbadges::did::{self, Did, DidDocument, DidUrl, KeyDocument, Relationship};
use openbadges::finding::{Finding, Severity};

fuzz_target!(|data: &[u8]| {
    let now = "2026-07-01T00:00:00Z".parse().expect("a time");
    if let Ok(text) = std::str::from_utf8(data) {
        if let Ok(url) = DidUrl::parse(text) {
            assert!(url.as_str() == text && text.starts_with(url.did().as_str()));
            let _ = did::bind(text, url.did().as_str(), |_| None, None, now);
        }
        for did in [Did::parse(text), Did::parse(&format!("did:web:{text}"))].into_iter().flatten() {
            // One document, one DID.
            if let Ok(url) = did::web::document_url(&did) {
                assert_eq!(did::web::of_url(&url).expect("its own address"), did);
            }
        }
    }
    let Ok(document) = Document::parse(data) else { return };
    // Entry by entry: bound is never what is wrong, and it is the same with a document that is good as a whole.
    let (did, method) = ("did:web:example.edu", "did:web:example.edu#key-1");
    let binding = did::bind(method, did, |_| Some(&document), None, now);
    if binding.is_bound() {
        let is_warning = |finding: &Finding| finding.severity() == Severity::Warning;
        assert!(binding.key().is_some() && binding.findings().iter().all(is_warning));
        if let Ok(read) = DidDocument::read(&document) {
            assert!(read.allows(method, Relationship::AssertionMethod));
        }
    }
    assert!(binding.needs().iter().all(|needed| needed.id() == did));
    let Ok(keys) = KeyDocument::read(&document) else { return };
    let _ = keys.method("https://example.edu/keys#1");
    let Ok(read) = DidDocument::read(&document) else { return };
    for method in read.methods() {
        let binding = did::bind(method.id(), read.id(), |id| (id == read.id()).then_some(&document), None, now);
        if binding.is_bound() && !read.id().starts_with("did:key:") && !read.id().starts_with("did:jwk:") {
            assert!(method.id().starts_with("https://") || read.allows(method.id(), Relationship::AssertionMethod));
            assert_eq!(method.controller(), read.id());
            assert!(method.key().is_ok_and(|key| Some(key) == binding.key()));
        }
        assert!(binding.is_bound() || !binding.findings().is_empty());
    }
});
