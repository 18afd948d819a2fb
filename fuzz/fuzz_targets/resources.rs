//! What the caller of a verifier hands in beside the badge: an index of documents, a registry of issuers, documents. Nothing
//! of it makes a badge verified that somebody else signed.

#![no_main]

use libfuzzer_sys::fuzz_target;
use openbadges::Document;
use openbadges::verify::{Bundle, Resources, Standing, TrustRegistry, Verifier};

/// Signed with a key that the document of its issuer would have to list.
const BADGE: &[u8] = include_bytes!("../../fixtures/golden/project-work.json");
const ISSUER: &str = "https://badges.example.edu/issuer";

fuzz_target!(|data: &[u8]| {
    let now = "2026-07-01T00:00:00Z".parse().expect("a time");
    if let Ok(registry) = TrustRegistry::from_json(data) {
        let lists = [Standing::Trusted, Standing::Distrusted].map(|standing| registry.issuers(standing));
        assert!(lists[0].is_disjoint(&lists[1]));
        let written = serde_json::json!({"trusted": lists[0], "distrusted": lists[1]}).to_string();
        assert_eq!(TrustRegistry::from_json(written.as_bytes()).expect("what was read"), registry);
    }
    let mut asked = Vec::new();
    let read = Resources::from_index(data, |name| {
        asked.push(name.to_owned());
        Ok::<_, &str>(b"{}".to_vec())
    });
    assert!(asked.iter().all(|name| !name.contains(['/', '\\', ':']) && !name.starts_with('.')));
    if let Ok(resources) = read {
        assert!(resources.ids().count() <= asked.len());
    }
    if let Ok(bundle) = Bundle::read(data) {
        let read = Bundle::read_sealed(bundle.to_json().as_bytes(), &bundle.digest()).expect("what was read");
        assert_eq!(read.to_json(), bundle.to_json());
        let _ = Verifier::default().verify_bundle(&bundle);
    }
    let Ok(document) = Document::parse(data) else { return };
    let key = "z6MkwFNRTQ8ZUtPSHeqt6VR2oFahKoPKBAchxXYsLSAyGzUq";
    let verifier = Verifier::default();
    let resources = Resources::new().with_document(ISSUER, document);
    assert!(verifier.needs(BADGE, &resources).len() <= 2);
    if verifier.verify(BADGE, &resources, now).verdict().is_verified() {
        // Only a document that names the key that signed.
        let text = String::from_utf8_lossy(data);
        assert!(text.contains(key) || text.contains("\\u") || text.contains("publicKeyJwk") || text.contains("\"x\""));
    }
});
