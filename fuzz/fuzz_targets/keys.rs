//! Seeds, Multikeys and `did:key`s: what reads has one written form only, and reads back from it.

#![no_main]

use libfuzzer_sys::fuzz_target;
use openbadges::did;
use openbadges::key::{Seed, SigningKey, VerifyingKey};

fuzz_target!(|data: &[u8]| {
    if let Some(bytes) = data.first_chunk::<32>() {
        let seed = Seed::from_bytes(*bytes);
        assert_eq!(Seed::from_hex(&seed.to_hex()).expect("its own form").to_hex(), seed.to_hex());
        round_trip(&SigningKey::from_seed(&seed).verifying_key());
        if let Ok(key) = VerifyingKey::from_bytes(bytes) {
            round_trip(&key);
        }
    }
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Ok(seed) = Seed::from_hex(text) {
        assert_eq!(seed.to_hex(), text.trim().to_ascii_lowercase());
    }
    // Two texts for one key would be two names for one issuer.
    if let Ok(key) = VerifyingKey::from_multikey(text) {
        assert_eq!(key.to_multikey(), text);
        round_trip(&key);
    }
    if let Ok(key) = SigningKey::from_multikey(text) {
        assert_eq!(*key.to_multikey(), text);
    }
    for did in [text.to_owned(), format!("did:key:{text}"), format!("did:key:{text}#{text}")] {
        // A JWK can be written in many ways.
        if let Some(Ok(key)) = did::key_of(&did).filter(|_| !did.starts_with("did:jwk:")) {
            assert!(did == did::of_key(&key) || did == did::verification_method_of_key(&key), "{did}");
        }
    }
});

fn round_trip(key: &VerifyingKey) {
    assert_eq!(VerifyingKey::from_multikey(&key.to_multikey()).expect("its own form"), *key);
    for did in [did::of_key(key), did::verification_method_of_key(key)] {
        assert_eq!(did::key_of(&did).expect("a did:key").expect("its own form"), *key);
    }
}
