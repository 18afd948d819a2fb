//! JWK and JWKS: what is read is written in one form, which reads back as the same key, and signs for it.

#![no_main]

use libfuzzer_sys::fuzz_target;
use openbadges::Document;
use openbadges::key::{Jwks, Signer, SigningKey, VerifyingKey};

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Ok(key) = SigningKey::from_jwk(text) {
        let own = key.to_jwk();
        assert_eq!(*SigningKey::from_jwk(&own).expect("its own form").to_jwk(), *own);
        // The numbers of RSA are checked, but not that they are primes: such a key fails, and signs nothing wrong.
        if let Ok(signature) = key.sign(data) {
            assert!(key.verifying_key().verifies(data, &signature));
        }
    }
    let Ok(document) = Document::parse(data) else { return };
    if let Ok(key) = VerifyingKey::from_jwk(document.root()) {
        round_trip(&key);
    }
    if let Ok(set) = Jwks::read(&document) {
        set.iter().for_each(|(_, key)| round_trip(key));
        let own = set.to_json();
        let again = Document::parse(own.as_bytes()).expect("JSON");
        assert_eq!(Jwks::read(&again).expect("its own form"), set);
    }
});

fn round_trip(key: &VerifyingKey) {
    let own = key.to_jwk();
    let document = Document::parse(own.as_bytes()).expect("JSON");
    assert_eq!(VerifyingKey::from_jwk(document.root()).expect("its own form"), *key);
    assert_eq!(VerifyingKey::from_multikey(&key.to_multikey()).expect("its own form"), *key);
    assert!(!key.verifies(b"bytes", &[0; 64]));
}
