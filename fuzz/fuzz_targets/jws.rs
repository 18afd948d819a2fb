//! Compact JWS: nothing is accepted under two texts, and what is signed is read back as it was.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use openbadges::Document;
use openbadges::key::{Seed, SigningKey};
use openbadges::proof::jwt::{JwtOptions, Token, sign};

static KEY: LazyLock<SigningKey> = LazyLock::new(|| SigningKey::from_seed(&Seed::from_bytes([7; 32])));

fuzz_target!(|data: &[u8]| {
    if let Ok(token) = Token::read(data) {
        assert!(Token::looks_like(data));
        assert_eq!(token.as_str().as_bytes(), data.trim_ascii());
        // Nobody has the key to sign what comes from a fuzzer.
        assert!(token.check(&KEY.verifying_key()).is_err());
        if let Ok(credential) = token.credential() {
            // What the claims say is in the credential, so that the same comes of it again.
            let claims = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti"];
            assert!(
                !credential.root().members().any(|(name, _)| claims.contains(&&*name))
                    || token.payload().root().get("vc").is_some()
            );
            let _ = token.warnings();
        }
    }
    let Ok(document) = Document::parse(data) else { return };
    let Ok(text) = sign(&document, &*KEY, &JwtOptions::kid("urn:example:key")) else { return };
    let token = Token::read(text.as_bytes()).expect("its own form");
    token.check(&KEY.verifying_key()).expect("its own signature");
    assert_eq!(token.credential().expect("its own claims"), document);
});
