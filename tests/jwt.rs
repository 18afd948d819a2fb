//! JWTs beside the RFCs' examples and another implementation of JOSE, and in the hands of attackers.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice, missing_docs)]

mod common;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use common::Lots;
use jsonwebtoken as jose;
use openbadges::Document;
use openbadges::finding::Code;
use openbadges::key::{Algorithm, Signer, SigningKey, VerifyingKey};
use openbadges::proof::jwt::{JwtOptions, Token, sign};
use serde_json::{Value, json};

fn keys() -> Vec<SigningKey> {
    let seeded = |algorithm, seed: u8| {
        SigningKey::generate(algorithm, |bytes| {
            bytes.fill(seed);
            Ok::<_, String>(())
        })
        .unwrap()
    };
    vec![
        seeded(Algorithm::EdDsa, 7),
        seeded(Algorithm::EdDsa, 8),
        seeded(Algorithm::Es256, 7),
        seeded(Algorithm::Es256, 8),
        SigningKey::from_pem(include_str!("../fixtures/keys/rsa-2048.pem")).unwrap(),
        SigningKey::from_pem(include_str!("../fixtures/keys/rsa-3072.pem")).unwrap(),
        SigningKey::from_pem(include_str!("../fixtures/keys/rsa-4096.pem")).unwrap(),
    ]
}

fn key(algorithm: Algorithm) -> SigningKey {
    keys().into_iter().find(|key| key.algorithm() == algorithm).unwrap()
}

/// The same algorithm, as the other implementation names it.
fn theirs(algorithm: Algorithm) -> jose::Algorithm {
    match algorithm {
        Algorithm::EdDsa => jose::Algorithm::EdDSA,
        Algorithm::Es256 => jose::Algorithm::ES256,
        _ => jose::Algorithm::RS256,
    }
}

fn decoding(key: &VerifyingKey) -> jose::DecodingKey {
    let jwk: jose::jwk::Jwk = serde_json::from_str(&key.to_jwk()).unwrap();
    jose::DecodingKey::from_jwk(&jwk).unwrap()
}

fn encoding(key: &SigningKey) -> jose::EncodingKey {
    let pem = key.to_pem();
    match key.algorithm() {
        Algorithm::EdDsa => jose::EncodingKey::from_ed_pem(pem.as_bytes()),
        Algorithm::Es256 => jose::EncodingKey::from_ec_pem(pem.as_bytes()),
        _ => jose::EncodingKey::from_rsa_pem(pem.as_bytes()),
    }
    .unwrap()
}

/// A credential and the claims that go with it.
fn credential(lots: &mut Lots) -> (Value, Value) {
    let from = 1_700_000_000 + i64::try_from(lots.below(100_000_000)).unwrap();
    let until = from + 1 + i64::try_from(lots.below(100_000_000)).unwrap();
    let date = |seconds: i64| chrono::DateTime::from_timestamp(seconds, 0).unwrap().format("%FT%TZ").to_string();
    let names = ["Kritisches Denken", "批判的思考", "\"quoted\" \\ \u{1f600}", "a\u{7f}b", ""];
    let mut credential = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
        "id": format!("urn:example:{}", lots.below(1 << 40)),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": "https://example.edu/issuer", "type": ["Profile"]},
        "name": names[usize::try_from(lots.below(5)).unwrap()],
        "validFrom": date(from),
        "credentialSubject": {"id": format!("did:example:{}", lots.below(1000)), "type": ["AchievementSubject"]},
    });
    if lots.below(2) == 0 {
        credential["issuer"] = "https://example.edu/issuer".into();
    }
    let mut claims = json!({
        "iss": "https://example.edu/issuer", "jti": credential["id"], "sub": credential["credentialSubject"]["id"], "nbf": from,
    });
    if lots.below(2) == 0 {
        credential["validUntil"] = date(until).into();
        claims["exp"] = until.into();
    }
    (credential, claims)
}

fn any_credential() -> Document {
    Document::of(&credential(&mut Lots(1)).0).unwrap()
}

/// What they sign we verify, what we sign they verify: 500 cases, over all algorithms and keys.
#[test]
fn another_implementation_agrees() {
    let keys = keys();
    for seed in 0..500 {
        let mut lots = Lots(seed);
        // RSA takes its time; one key of it in five is enough.
        let at = if lots.below(5) == 0 { 4 + lots.below(3) } else { lots.below(4) };
        let key = &keys[usize::try_from(at).unwrap()];
        let (public, algorithm) = (key.verifying_key(), key.algorithm());
        let (credential, claims) = credential(&mut lots);
        let kid = "https://example.edu/issuer#key-1";

        let document = Document::of(&credential).unwrap();
        let ours = sign(&document, key, &JwtOptions::kid(kid).with_jwk()).unwrap();
        let mut validation = jose::Validation::new(theirs(algorithm));
        validation.validate_exp = false;
        validation.set_required_spec_claims(&["iss", "sub", "nbf"]);
        validation.set_issuer(&["https://example.edu/issuer"]);
        let read = jose::decode::<Value>(ours.as_bytes(), &decoding(&public), &validation).unwrap();
        assert_eq!(read.header.kid.as_deref(), Some(kid));
        let mut expected = credential.clone();
        expected.as_object_mut().unwrap().extend(claims.as_object().unwrap().clone());
        assert_eq!(read.claims, expected);

        let mut header = jose::Header::new(theirs(algorithm));
        header.kid = Some(kid.into());
        let text = jose::encode(&header, &expected, &encoding(key)).unwrap();
        let token = Token::read(text.as_bytes()).unwrap();
        token.check(&public).unwrap();
        assert_eq!((token.kid(), token.algorithm()), (Some(kid), algorithm));
        assert_eq!(token.credential().unwrap(), document);
        let token = Token::read(ours.as_bytes()).unwrap();
        token.check(token.jwk().unwrap()).unwrap();
        assert_eq!(*token.jwk().unwrap(), public);
        assert_eq!(token.credential().unwrap(), document);
        let other = &keys[usize::try_from((at + 1) % 7).unwrap()].verifying_key();
        assert!(token.check(other).is_err());
    }
}

/// RFC 7515, A.2 and A.3; RFC 8037, A.4: what they sign is not ours to read, but the signatures fit.
#[test]
fn the_signatures_of_the_rfcs_fit() {
    let Some(root) = common::conformance() else { return };
    for (file, algorithm) in [
        ("rfc7515-a2-rs256.json", Algorithm::Rs256),
        ("rfc7515-a3-es256.json", Algorithm::Es256),
        ("rfc8037-a4-ed25519.json", Algorithm::EdDsa),
    ] {
        let text = std::fs::read_to_string(root.join("vectors/jws").join(file)).unwrap();
        let vector: Value = serde_json::from_str(&text).unwrap();
        let jwk = |member: &str| vector[member].to_string();
        let public = Document::parse(jwk("public_jwk").as_bytes()).unwrap();
        let public = VerifyingKey::from_jwk(public.root()).unwrap();
        assert_eq!(public.algorithm(), algorithm);
        let compact = vector["compact"].as_str().unwrap();
        let (signed, signature) = compact.rsplit_once('.').unwrap();
        assert_eq!(signed, vector["signing_input"]);
        let signature = BASE64.decode(signature).unwrap();
        assert!(public.verifies(signed.as_bytes(), &signature));
        assert!(!public.verifies(&signed.as_bytes()[1..], &signature));

        // RSA and Ed25519 have one signature for each text; RFC 7515 chose another random number for ECDSA than RFC 6979.
        let secret = SigningKey::from_jwk(&jwk("jwk")).unwrap();
        assert_eq!(secret.verifying_key(), public);
        let made = secret.sign(signed.as_bytes()).unwrap();
        assert_eq!(made == signature, algorithm != Algorithm::Es256, "{file}");
        assert!(public.verifies(signed.as_bytes(), &made));

        // Open Badges demands that the header names the key.
        assert!(vector["protected_utf8"].as_str().is_some_and(|header| !header.contains("kid")));
        let error = Token::read(compact.as_bytes()).unwrap_err();
        assert!(error.findings().any(|finding| finding.code() == Code::JwtBadHeader), "{error}");
    }
    for (file, code) in [
        ("rfc7515-a1-hs256.json", Code::JwtInsecureAlgorithm),
        ("rfc7515-a4-es512.json", Code::JwtUnknownAlgorithm),
        ("rfc7515-a5-none.json", Code::JwtInsecureAlgorithm),
        ("rfc7515-e-crit-negative.json", Code::JwtInsecureAlgorithm),
    ] {
        let text = std::fs::read_to_string(root.join("vectors/jws").join(file)).unwrap();
        let vector: Value = serde_json::from_str(&text).unwrap();
        let error = Token::read(vector["compact"].as_str().unwrap().as_bytes()).unwrap_err();
        assert_eq!(error.code(), code, "{file}");
    }
}

/// A token with these parts, its signature made over them.
fn token(header: &str, payload: &str, signer: &SigningKey) -> String {
    let signed = format!("{}.{}", BASE64.encode(header), BASE64.encode(payload));
    format!("{signed}.{}", BASE64.encode(signer.sign(signed.as_bytes()).unwrap()))
}

fn payload() -> String {
    let (mut credential, claims) = credential(&mut Lots(1));
    credential.as_object_mut().unwrap().extend(claims.as_object().unwrap().clone());
    credential.to_string()
}

/// The first code with which a token is refused, read and checked with a key.
fn refused(text: &str, key: &VerifyingKey) -> Option<Code> {
    Token::read(text.as_bytes()).and_then(|token| token.check(key)).err().map(|error| error.code())
}

/// The public key as the secret of an HMAC, which is what careless readers take it for.
#[test]
fn a_public_key_is_no_shared_secret() {
    let key = key(Algorithm::Rs256);
    let public = key.verifying_key();
    for secret in [public.to_pem(), public.to_jwk()] {
        for name in ["HS256", "HS384", "HS512"] {
            let algorithm: jose::Algorithm = name.parse().unwrap();
            let mut header = jose::Header::new(algorithm);
            header.kid = Some("https://example.edu/issuer#key-1".into());
            let claims: Value = serde_json::from_str(&payload()).unwrap();
            let text = jose::encode(&header, &claims, &jose::EncodingKey::from_secret(secret.as_bytes())).unwrap();
            assert_eq!(refused(&text, &public), Some(Code::JwtInsecureAlgorithm));
            // Nor under the name of the algorithm that the key has.
            let (_, rest) = text.split_once('.').unwrap();
            let renamed =
                format!("{}.{rest}", BASE64.encode(r#"{"alg":"RS256","kid":"https://example.edu/issuer#key-1"}"#));
            assert!(refused(&renamed, &public).is_some());
        }
    }
}

/// Every algorithm's name over every kind of key.
#[test]
fn the_algorithm_is_the_keys() {
    let mut fit = 0;
    for signer in keys() {
        for named in Algorithm::ALL {
            let header = format!(r#"{{"alg":"{named}","kid":"urn:example:key"}}"#);
            let text = token(&header, &payload(), &signer);
            for checker in keys() {
                let outcome = refused(&text, &checker.verifying_key());
                if *named == signer.algorithm() && checker.verifying_key() == signer.verifying_key() {
                    assert_eq!(outcome, None);
                    fit += 1;
                } else {
                    assert!(outcome.is_some(), "{named} {signer:?} {checker:?}");
                }
            }
        }
    }
    assert_eq!(fit, 7);
}

/// A key in the header is not the issuer's, and must not be a private one, nor another's than the algorithm's.
#[test]
fn a_key_in_the_header_is_a_hint() {
    let (college, mallory) = (key(Algorithm::Es256), keys().remove(3));
    let forged =
        sign(&any_credential(), &mallory, &JwtOptions::kid("https://example.edu/issuer#key-1").with_jwk()).unwrap();
    assert_eq!(refused(&forged, &college.verifying_key()), Some(Code::ProofSignatureInvalid));
    assert_eq!(refused(&forged, &mallory.verifying_key()), None);

    let header = |jwk: &str| format!(r#"{{"alg":"ES256","jwk":{jwk}}}"#);
    assert_eq!(
        refused(&token(&header(&college.to_jwk()), &payload(), &college), &college.verifying_key()),
        Some(Code::KeySecret)
    );
    let other = key(Algorithm::EdDsa).verifying_key().to_jwk();
    assert_eq!(
        refused(&token(&header(&other), &payload(), &college), &college.verifying_key()),
        Some(Code::JwtWrongKey)
    );
}

#[test]
fn headers_say_no_more_than_they_may() {
    let key = key(Algorithm::EdDsa);
    let public = key.verifying_key();
    let kid = r#""kid":"urn:example:key""#;
    for good in ["", r#","typ":"JWT""#, r#","typ":"vc+jwt""#, r#","typ":"application/VC+LD+JWT""#] {
        for name in ["EdDSA", "Ed25519"] {
            assert_eq!(refused(&token(&format!(r#"{{"alg":"{name}",{kid}{good}}}"#), &payload(), &key), &public), None);
        }
    }
    for (header, code) in [
        (r#"{"alg":"EdDSA"}"#.to_owned(), Code::JwtBadHeader),
        (format!("{{{kid}}}"), Code::JwtBadHeader),
        (r#"{"alg":"EdDSA","kid":7}"#.into(), Code::JwtBadHeader),
        (format!(r#"{{"alg":["EdDSA"],{kid}}}"#), Code::JwtBadHeader),
        (format!(r#"{{"alg":"eddsa",{kid}}}"#), Code::JwtUnknownAlgorithm),
        (format!(r#"{{"alg":"nOnE",{kid}}}"#), Code::JwtInsecureAlgorithm),
        (format!(r#"{{"alg":"EdDSA",{kid},"typ":"at+jwt"}}"#), Code::JwtBadHeader),
        (format!(r#"{{"alg":"EdDSA",{kid},"crit":["exp"],"exp":1}}"#), Code::JwtBadHeader),
        (format!(r#"{{"alg":"EdDSA",{kid},"b64":false}}"#), Code::JwtBadHeader),
        (format!(r#"{{"alg":"EdDSA",{kid},"jku":"https://evil.example/jwks"}}"#), Code::JwtBadHeader),
        (format!(r#"{{"alg":"EdDSA",{kid},"x5u":"https://evil.example/x"}}"#), Code::JwtBadHeader),
        (format!(r#"{{"alg":"EdDSA",{kid},"alg":"none"}}"#), Code::JsonDuplicateMember),
        ("[]".into(), Code::JwtNotJws),
    ] {
        assert_eq!(refused(&token(&header, &payload(), &key), &public), Some(code), "{header}");
    }
}

/// One text for one token: what decodes to the same bytes is not the same.
#[test]
fn base64url_is_strict() {
    let key = key(Algorithm::EdDsa);
    let public = key.verifying_key();
    let good = token(r#"{"alg":"EdDSA","kid":"urn:example:key"}"#, &payload(), &key);
    assert_eq!(refused(&good, &public), None);
    assert_eq!(refused(&format!(" \n{good}\r\n"), &public), None);
    let parts: Vec<&str> = good.split('.').collect();
    let last = good.char_indices().last().unwrap();
    // The signature has 64 bytes: two bits of its last character say nothing, and must be zero.
    let spare = char::from(u8::try_from(last.1).unwrap() + 1);
    for bad in [
        format!("{good}="),
        format!("{}.{}=.{}", parts[0], parts[1], parts[2]),
        good.replacen('e', "e ", 2),
        good.replacen('.', "..", 1),
        format!("{good}."),
        format!("{}.{}", parts[0], parts[1]),
        format!("{}.{}.", parts[0], parts[1]),
        format!("{}..{}", parts[0], parts[2]),
        format!("{}{spare}", &good[..last.0]),
        good.replacen('e', "é", 1),
        good.replacen("eyJ", "e+J", 1),
        format!("{good}\u{feff}"),
        format!("{}.{}.{}A", parts[0], parts[1], parts[2]),
    ] {
        let code = refused(&bad, &public);
        assert!(matches!(code, Some(Code::JwtNotJws | Code::JsonSyntax)), "{code:?} {bad}");
    }
}

/// Whatever is changed in a token, it is not taken for the same.
#[test]
fn no_bit_can_be_changed() {
    let key = key(Algorithm::EdDsa);
    let public = key.verifying_key();
    let text = sign(&any_credential(), &key, &JwtOptions::kid("urn:example:key")).unwrap();
    let mut changed = 0;
    for at in 0..text.len() {
        for bit in 0..7 {
            let mut bytes = text.clone().into_bytes();
            bytes[at] ^= 1 << bit;
            let outcome = Token::read(&bytes).and_then(|token| token.check(&public));
            assert!(outcome.is_err(), "bit {bit} of byte {at}");
            changed += 1;
        }
    }
    assert!(changed > 5_000, "{changed}");
}

#[test]
fn over_long_tokens_are_refused_before_they_are_decoded() {
    let limits = openbadges::Limits::default().with_bytes(1_000);
    let long = format!("eyJ{}", "A".repeat(2_000));
    let error = Token::read_within(long.as_bytes(), &limits).unwrap_err();
    assert_eq!(error.code(), Code::JsonTooLarge);
}

/// The claims repeat the credential; each of them must agree, and all that do not are named.
#[test]
fn claims_that_say_something_else() {
    let key = key(Algorithm::EdDsa);
    let found = |change: &dyn Fn(&mut Value)| -> Vec<(Code, String)> {
        let mut payload: Value = serde_json::from_str(&payload()).unwrap();
        payload["validUntil"] = "2030-01-01T00:00:00Z".into();
        payload["exp"] = 1_893_456_000.into();
        change(&mut payload);
        let text = token(r#"{"alg":"EdDSA","kid":"urn:example:key"}"#, &payload.to_string(), &key);
        match Token::read(text.as_bytes()).unwrap().credential() {
            Ok(_) => Vec::new(),
            Err(error) => error.findings().map(|finding| (finding.code(), finding.pointer().to_owned())).collect(),
        }
    };
    let without = |name: &'static str| found(&move |payload| drop(payload.as_object_mut().unwrap().shift_remove(name)));
    let with = |name: &'static str, value: Value| found(&move |payload| payload[name] = value.clone());
    assert_eq!(found(&|_| {}), []);
    for claim in ["iss", "jti", "sub", "nbf", "exp"] {
        assert_eq!(without(claim), [(Code::JwtClaimMissing, String::new())], "{claim}");
        let place = format!("/{claim}");
        assert_eq!(with(claim, Value::Null), [(Code::JwtClaimMalformed, place.clone())]);
        let other = if matches!(claim, "nbf" | "exp") { json!(1) } else { json!("urn:example:other") };
        assert_eq!(with(claim, other), [(Code::JwtClaimMismatch, place)]);
    }
    // What an older reader would take for the time of the end, and what all take.
    assert_eq!(with("exp", json!(1_893_456_000.5)), [(Code::JwtClaimMismatch, "/exp".into())]);
    let several = found(&|payload| {
        payload["iss"] = "urn:example:other".into();
        payload["jti"] = 7.into();
        payload["aud"] = json!([1]);
    });
    let mut codes: Vec<Code> = several.iter().map(|(code, _)| *code).collect();
    codes.sort_by_key(|code| code.to_string());
    assert_eq!(codes, [Code::JwtClaimMalformed, Code::JwtClaimMalformed, Code::JwtClaimMismatch]);
    let two = found(&|payload| payload["vc"] = json!({"id": "urn:example:2"}));
    assert!(two.iter().any(|(code, _)| *code == Code::JwtTwoCredentials), "{two:?}");
}

/// VC Data Model 1.1 puts the credential into a claim, and lets it leave out what other claims say.
#[test]
fn tokens_of_the_older_data_model() {
    let key = key(Algorithm::Rs256);
    let credential = |vc: Value| {
        let payload = json!({
            "iss": "https://example.edu/issuer", "jti": "urn:example:1", "sub": "did:example:1",
            "nbf": 1_700_000_000, "exp": 1_800_000_000, "iat": 1_700_000_000, "vc": vc,
        });
        let text = token(r#"{"alg":"RS256","kid":"https://example.edu/key"}"#, &payload.to_string(), &key);
        let token = Token::read(text.as_bytes()).unwrap();
        token.check(&key.verifying_key()).unwrap();
        token.credential()
    };
    let whole = json!({
        "@context": ["https://www.w3.org/2018/credentials/v1"], "id": "urn:example:1", "type": ["VerifiableCredential"],
        "issuer": {"id": "https://example.edu/issuer", "type": ["Profile"]}, "issuanceDate": "2023-11-14T22:13:20Z",
        "expirationDate": "2027-01-15T08:00:00Z", "credentialSubject": {"id": "did:example:1", "type": "AchievementSubject"},
    });
    assert_eq!(credential(whole.clone()).unwrap(), Document::of(&whole).unwrap());
    let mut short = whole.clone();
    for name in ["id", "issuanceDate", "expirationDate"] {
        short.as_object_mut().unwrap().shift_remove(name);
    }
    short["issuer"].as_object_mut().unwrap().shift_remove("id");
    short["credentialSubject"].as_object_mut().unwrap().shift_remove("id");
    assert_eq!(credential(short).unwrap(), Document::of(&whole).unwrap());
    let mut other = whole;
    other["issuer"]["id"] = "https://evil.example/".into();
    assert_eq!(credential(other).unwrap_err().code(), Code::JwtClaimMismatch);
    assert_eq!(credential(json!("x")).unwrap_err().code(), Code::JwtClaimMalformed);
}

#[test]
fn what_cannot_be_said_in_a_jwt_is_not_signed() {
    let key = key(Algorithm::EdDsa);
    let options = JwtOptions::kid("urn:example:key");
    let found = |change: &dyn Fn(&mut Value)| -> Vec<String> {
        let mut credential = credential(&mut Lots(2)).0;
        change(&mut credential);
        let error = sign(&Document::of(&credential).unwrap(), &key, &options).unwrap_err();
        assert!(error.findings().all(|finding| finding.code() == Code::JwtNotIssuable), "{error}");
        error.findings().map(|finding| finding.pointer().to_owned()).collect()
    };
    assert_eq!(
        found(&|c| drop(c["credentialSubject"].as_object_mut().unwrap().shift_remove("id"))),
        ["/credentialSubject"]
    );
    assert_eq!(found(&|c| c["validFrom"] = "2026-01-01T00:00:00.5Z".into()), ["/validFrom"]);
    assert_eq!(found(&|c| c["validUntil"] = "2036-01-01".into()), ["/validUntil"]);
    assert_eq!(found(&|c| c["iss"] = "x".into()), ["/iss"]);
    assert_eq!(found(&|c| c["vc"] = json!({})), ["/vc"]);
    assert_eq!(found(&|c| c["credentialSubject"] = json!([{"id": "a:b"}, {"id": "a:c"}])), ["/credentialSubject"]);
    assert_eq!(found(&|c| *c = json!({"@context": "https://www.w3.org/ns/credentials/v2"})).len(), 4);
    let error = sign(&any_credential(), &key, &JwtOptions::kid("key-1")).unwrap_err();
    assert_eq!(error.code(), Code::InputNotUri);
}
