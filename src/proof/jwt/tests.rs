use proptest::prelude::*;

use super::claims::numeric_date;
use super::*;

#[test]
fn seconds_are_exact() {
    let second = 1_000_000_000;
    for (text, expected) in [
        ("0", Some(0)),
        ("-0", Some(0)),
        ("1700000000", Some(1_700_000_000 * second)),
        ("-1.5", Some(-1_500_000_000)),
        ("1700000000.000", Some(1_700_000_000 * second)),
        ("1700000000.000000001", Some(1_700_000_000 * second + 1)),
        ("1700000000.0000000001", None),
        ("1.7e9", None),
        ("999999999999999", Some(999_999_999_999_999 * second)),
        ("9999999999999999", None),
    ] {
        assert_eq!(numeric_date(text), expected, "{text}");
    }
}

/// Something that looks more or less like a token.
fn tokens() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        Just("null".to_owned()),
        Just("7".into()),
        Just("1e999".into()),
        Just("-1700000000.25".into()),
        Just("\"2026-01-01T00:00:00Z\"".into()),
        Just("\"EdDSA\"".into()),
        Just("\"RS256\"".into()),
        Just("{\"id\":\"urn:x:1\"}".into()),
        Just("[{\"id\":\"urn:x:1\"}]".into()),
        Just("{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AA\"}".into()),
        Just("[]".into()),
    ];
    let name = prop::sample::select(vec![
        "alg",
        "kid",
        "jwk",
        "typ",
        "crit",
        "iss",
        "sub",
        "jti",
        "nbf",
        "exp",
        "iat",
        "aud",
        "vc",
        "id",
        "issuer",
        "validFrom",
        "validUntil",
        "issuanceDate",
        "credentialSubject",
        "@context",
    ]);
    let object = prop::collection::btree_map(name, value, 0..8).prop_map(|members| {
        let members: Vec<String> = members.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
        format!("{{{}}}", members.join(","))
    });
    (object.clone(), object, 0usize..600).prop_map(|(header, payload, length)| {
        let header = format!("{{\"alg\":\"EdDSA\",\"kid\":\"urn:x:k\"}}{header}")
            .replace("}{", if length % 3 == 0 { "," } else { "}{" });
        let header = if length % 3 == 1 { "{\"alg\":\"EdDSA\",\"kid\":\"urn:x:k\"}".into() } else { header };
        let length = if length % 2 == 0 { 64 } else { length };
        format!(
            "{}.{}.{}",
            jwk::encode(header.as_bytes()),
            jwk::encode(payload.as_bytes()),
            jwk::encode(&vec![1; length])
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, rng_seed: prop::test_runner::RngSeed::Fixed(13), ..ProptestConfig::default() })]

    #[test]
    fn nothing_panics(text in prop_oneof![tokens(), "[a-zA-Z0-9._=+/-]{0,80}", "\\PC{0,40}"]) {
        let _ = Token::looks_like(text.as_bytes());
        if let Ok(token) = Token::read(text.as_bytes()) {
            prop_assert_eq!(token.as_str(), text.trim_ascii());
            let _ = token.credential();
            let _ = token.warnings();
        }
    }
}
