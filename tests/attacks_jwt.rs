//! Attacks on JWTs: keys in headers, games with algorithms, claims that say something else than the badge.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice, missing_docs)]

#[path = "common/attack.rs"]
mod attack;

use attack::*;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use hmac::{Hmac, KeyInit, Mac};
use openbadges::did;
use openbadges::finding::Code;
use openbadges::key::{Signer, SigningKey};
use openbadges::proof::ProofOptions;
use openbadges::proof::jwt::{self, JwtOptions};
use openbadges::verify::{CheckOutcome, Resources, Step, Verdict};
use serde_json::{Value, json};

fn p256() -> SigningKey {
    SigningKey::from_pem(include_str!("../fixtures/keys/p256.pem")).unwrap()
}

fn rsa() -> SigningKey {
    SigningKey::from_pem(include_str!("../fixtures/keys/rsa-2048.pem")).unwrap()
}

fn jwk(key: &SigningKey) -> Value {
    serde_json::from_str(&key.verifying_key().to_jwk()).unwrap()
}

/// A badge of the issuer at an address, without proofs.
fn badge() -> Value {
    tampered(&unsigned(golden()), |badge| badge["issuer"]["id"] = HTTPS.into())
}

/// The payload that the issuer signs.
fn payload() -> Value {
    let token = jwt::sign(&document(&badge()), &college(), &JwtOptions::kid(https_method())).unwrap();
    let payload = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&BASE64.decode(payload).unwrap()).unwrap()
}

fn header(alg: &str) -> Value {
    json!({"alg": alg, "kid": https_method()})
}

/// The issuer's badge as JWT.
fn good() -> String {
    jws_by(&college(), &header("EdDSA").to_string(), &payload().to_string())
}

fn target() -> Target {
    Target::new(good(), published())
}

/// The issuer at the same address, with another key.
fn with_key(key: &SigningKey, alg: &str) -> (Target, String) {
    let method = format!("{HTTPS}#other");
    let published = Resources::new().with_document(HTTPS, document(&controller(HTTPS, &method, key)));
    let good = jws_by(key, &json!({"alg": alg, "kid": method}).to_string(), &payload().to_string());
    (Target::new(good, published), method)
}

#[track_caller]
fn not_verified(bad: &str, code: Code, pointer: &str) {
    target().refuses(bad, Verdict::NotVerified, code, pointer);
}

/// Signed by Mallory.
fn forged(header: Value) -> String {
    jws_by(&mallory(), &header.to_string(), &payload().to_string())
}

#[test]
fn key_substituted_by_the_header() {
    not_verified(&forged(json!({"alg": "EdDSA", "jwk": jwk(&mallory())})), Code::ProofKeyNotBound, "");
    // With the issuer's name for its key, that key is taken.
    let both = json!({"alg": "EdDSA", "kid": https_method(), "jwk": jwk(&mallory())});
    not_verified(&forged(both), Code::ProofSignatureInvalid, "");
    // With a name at the issuer's address that it does not know.
    let both = json!({"alg": "EdDSA", "kid": format!("{HTTPS}#new"), "jwk": jwk(&mallory())});
    not_verified(&forged(both), Code::DidMethodMissing, "");
    let named = format!("{HTTPS}#{}", mallory().verifying_key());
    not_verified(&forged(json!({"alg": "EdDSA", "kid": named})), Code::DidMethodMissing, "");
    // Her own name.
    not_verified(&forged(json!({"alg": "EdDSA", "kid": method_of(&mallory())})), Code::ProofKeyNotBound, "");
    let own = format!("{}#0", did::jwk::of_key(&mallory().verifying_key()));
    not_verified(&forged(json!({"alg": "EdDSA", "kid": own})), Code::ProofKeyNotBound, "");
}

#[test]
fn kid_that_leads_elsewhere() {
    let hers = jwk(&mallory());
    for kid in [
        "http://badges.example.edu/issuer#1",
        "file:///etc/passwd",
        "../../etc/passwd",
        "/dev/null",
        "1",
        "' OR 1=1 --",
        "data:application/json;base64,e30",
        "urn:example:key",
        "\u{0}",
    ] {
        let bad = forged(json!({"alg": "EdDSA", "kid": kid}));
        target().refuses(&bad, Verdict::Undecided, Code::DidDocumentMissing, "");
        // Her key beside it shows that somebody signed, not who.
        let bad = forged(json!({"alg": "EdDSA", "kid": kid, "jwk": hers}));
        target().refuses(&bad, Verdict::Undecided, Code::DidDocumentMissing, "");
    }
    for (kid, code) in [
        ("did:web:badges.example.edu:..#1", Code::DidWebAddress),
        ("did:web:badges.example.edu", Code::DidMethodMissing),
        ("did:", Code::DidSyntax),
    ] {
        not_verified(&forged(json!({"alg": "EdDSA", "kid": kid})), code, "");
    }
    // It might be a key of a kind that is not known.
    let bad = forged(json!({"alg": "EdDSA", "kid": "did:key:z6Mk#z6Mk"}));
    target().refuses(&bad, Verdict::Undecided, Code::DidKeyUnusable, "");
    for kid in [json!(""), json!(null), json!(1), json!([https_method()]), json!({"id": https_method()})] {
        not_verified(&forged(json!({"alg": "EdDSA", "kid": kid})), Code::JwtBadHeader, "/kid");
    }
}

#[test]
fn header_with_other_members() {
    let all = header("EdDSA");
    for (name, value) in [
        ("jku", json!("https://mallory.example/jwks.json")),
        ("x5u", json!("https://mallory.example/cert.pem")),
        ("x5c", json!(["MIIB"])),
        ("x5t", json!("AAAA")),
        ("x5t#S256", json!("AAAA")),
        ("crit", json!([])),
        ("crit", json!(["b64"])),
        ("crit", json!(["exp"])),
        ("b64", json!(false)),
        ("b64", json!(true)),
        ("zip", json!("DEF")),
        ("cty", json!("JWT")),
        ("enc", json!("A256GCM")),
        ("p2c", json!(2_147_483_647)),
        ("ALG", json!("none")),
        ("iss", json!(HTTPS)),
    ] {
        let mut header = all.clone();
        header[name] = value;
        // Whoever signs it.
        let pointer = format!("/{name}");
        not_verified(&jws_by(&college(), &header.to_string(), &payload().to_string()), Code::JwtBadHeader, &pointer);
        not_verified(&forged(header), Code::JwtBadHeader, &pointer);
    }
    for typ in ["JOSE", "at+jwt", "kb+jwt", "", "none"] {
        let mut header = all.clone();
        header["typ"] = typ.into();
        not_verified(&jws_by(&college(), &header.to_string(), &payload().to_string()), Code::JwtBadHeader, "/typ");
    }
    not_verified(&jws_by(&college(), r#"{"alg":"EdDSA"}"#, &payload().to_string()), Code::JwtBadHeader, "");
    // A private key in a header is nobody's to show.
    let mut private = jwk(&mallory());
    private["d"] = BASE64.encode([66; 32]).into();
    not_verified(&forged(json!({"alg": "EdDSA", "jwk": private})), Code::KeySecret, "/jwk/d");
}

#[test]
fn algorithm_none() {
    let (text, signed) = (payload().to_string(), good());
    let signature = signed.rsplit_once('.').unwrap().1;
    for alg in ["none", "None", "NONE", "nOnE"] {
        let unsigned = jws(&header(alg).to_string(), &text, |_| Vec::new());
        not_verified(&unsigned, Code::JwtInsecureAlgorithm, "/alg");
        not_verified(&format!("{unsigned}{signature}"), Code::JwtInsecureAlgorithm, "/alg");
        let bare = jws(&json!({"alg": alg}).to_string(), &text, |_| Vec::new());
        not_verified(&bare, Code::JwtInsecureAlgorithm, "/alg");
        // Without its last point it is no compact JWS.
        let two = unsigned.trim_end_matches('.');
        not_verified(two, Code::JwtNotJws, "");
    }
    for alg in [json!(null), json!(0), json!(["EdDSA"]), json!({"EdDSA": "none"}), json!(true)] {
        not_verified(&forged(json!({"alg": alg, "kid": https_method()})), Code::JwtBadHeader, "/alg");
    }
    not_verified(&forged(json!({"kid": https_method()})), Code::JwtBadHeader, "");
    for alg in ["", " none", "none ", "n\u{43e}ne", "eddsa", "EDDSA", "EdDSA ", "EdDSA\u{0}", "Ed25519\n"] {
        let bad = forged(json!({"alg": alg, "kid": https_method()}));
        target().refuses(&bad, Verdict::Undecided, Code::JwtUnknownAlgorithm, "/alg");
    }
}

/// The issuer's public key as the secret of a HMAC, in every form in which a verifier might have it.
#[test]
fn public_key_as_shared_secret() {
    let key = college().verifying_key();
    let secrets = [
        key.to_pem().into_bytes(),
        key.to_pem().trim_end().as_bytes().to_vec(),
        key.to_jwk().into_bytes(),
        key.to_string().into_bytes(),
        BASE64.decode(jwk(&college())["x"].as_str().unwrap()).unwrap(),
        Vec::new(),
    ];
    for secret in secrets {
        for alg in ["HS256", "HS384", "HS512", "hs256", "Hs256"] {
            let sign = |bytes: &[u8]| {
                let mut mac = Hmac::<sha2::Sha256>::new_from_slice(&secret).unwrap();
                mac.update(bytes);
                mac.finalize().into_bytes().to_vec()
            };
            let bad = jws(&header(alg).to_string(), &payload().to_string(), sign);
            not_verified(&bad, Code::JwtInsecureAlgorithm, "/alg");
        }
    }
}

#[test]
fn algorithm_of_another_key() {
    let keys = [(college(), "EdDSA"), (p256(), "ES256"), (rsa(), "RS256")];
    for (key, own) in &keys {
        let (target, method) = with_key(key, own);
        for (signer, alg) in &keys {
            if alg != own {
                let header = json!({"alg": alg, "kid": method}).to_string();
                // The other key's signature is good, for another key.
                let bad = jws_by(signer, &header, &payload().to_string());
                target.refuses(&bad, Verdict::NotVerified, Code::JwtWrongKey, "");
                // The signature is the issuer's, under another name.
                let lengths = [signer, key].map(|key| key.sign(b"").unwrap().len());
                let bad = jws_by(key, &header, &payload().to_string());
                let code = if lengths[0] == lengths[1] { Code::JwtWrongKey } else { Code::JwtNotJws };
                target.refuses(&bad, Verdict::NotVerified, code, "");
            }
        }
        for alg in ["PS256", "RS384", "RS512", "ES384", "ES256K", "EdDSA2", "SD-JWT"] {
            let bad = jws_by(key, &json!({"alg": alg, "kid": method}).to_string(), &payload().to_string());
            target.refuses(&bad, Verdict::Undecided, Code::JwtUnknownAlgorithm, "/alg");
        }
    }
}

#[test]
fn signature_of_another_length_or_none() {
    for (key, alg) in [(college(), "EdDSA"), (p256(), "ES256"), (rsa(), "RS256")] {
        let (target, method) = with_key(&key, alg);
        let header = json!({"alg": alg, "kid": method}).to_string();
        let made = |change: &dyn Fn(Vec<u8>) -> Vec<u8>| {
            jws(&header, &payload().to_string(), |bytes| change(key.sign(bytes).unwrap()))
        };
        let not_jws = |bad: &str| target.refuses(bad, Verdict::NotVerified, Code::JwtNotJws, "");
        let invalid = |bad: &str| target.refuses(bad, Verdict::NotVerified, Code::ProofSignatureInvalid, "");
        not_jws(&made(&|_| Vec::new()));
        not_jws(&made(&|signature| signature[..1].to_vec()));
        not_jws(&made(&|signature| [signature.as_slice(); 9].concat()));
        not_jws(&made(&|signature| signature[1..].to_vec()));
        // How long one of RSA is, its key says.
        let longer = made(&|signature| [signature, vec![0]].concat());
        if alg == "RS256" {
            invalid(&longer)
        } else {
            not_jws(&longer)
        }
        invalid(&made(&|signature| vec![0; signature.len()]));
        invalid(&made(&|signature| vec![0xff; signature.len()]));
        invalid(&made(&|signature| signature.iter().rev().copied().collect()));
        invalid(&made(&|signature| signature.iter().map(|byte| byte ^ 1).collect()));
        // One text for one signature: no padding, no other alphabet, no spare bits, no white space.
        let good = made(&|signature| signature);
        let (first, rest) = good.split_once('.').unwrap();
        for other in [
            format!("{good}="),
            format!("{good}=="),
            format!("{good}."),
            format!("{good}.e30"),
            format!("{first}.\n{rest}"),
            format!("{first}=.{rest}"),
            good.replacen('.', "..", 1),
        ] {
            not_jws(&other);
        }
    }
    // In DER, as X.509 has it.
    let (target, method) = with_key(&p256(), "ES256");
    let header = json!({"alg": "ES256", "kid": method}).to_string();
    let der = jws(&header, &payload().to_string(), |_| vec![0x30; 70]);
    target.refuses(der, Verdict::NotVerified, Code::JwtNotJws, "");
}

/// The issuer signs claims that contradict the badge: two readers would see two badges.
#[test]
fn claims_that_disagree_with_the_credential() {
    let until = tampered(&payload(), |payload| {
        payload["validUntil"] = "2030-01-01T00:00:00Z".into();
        payload["exp"] = 1_893_456_000.into();
    });
    let by_college = |payload: &Value| jws_by(&college(), &header("EdDSA").to_string(), &payload.to_string());
    let target = Target::new(by_college(&until), published());
    let check = |claim: &str, value: Option<Value>, code: Code, pointer: &str| {
        let bad = tampered(&until, |payload| match &value {
            Some(value) => payload[claim] = value.clone(),
            None => drop(payload.as_object_mut().unwrap().shift_remove(claim)),
        });
        target.refuses(by_college(&bad), Verdict::NotVerified, code, pointer);
    };
    for claim in ["iss", "sub", "jti"] {
        let pointer = format!("/{claim}");
        check(claim, None, Code::JwtClaimMissing, "");
        for value in
            [json!(""), json!("https://mallory.example"), json!(format!("{} ", until[claim].as_str().unwrap()))]
        {
            check(claim, Some(value), Code::JwtClaimMismatch, &pointer);
        }
        for value in [json!(null), json!(1), json!(true), json!([until[claim]]), json!({"id": until[claim]})] {
            check(claim, Some(value), Code::JwtClaimMalformed, &pointer);
        }
    }
    for claim in ["nbf", "exp"] {
        let pointer = format!("/{claim}");
        let own = until[claim].as_i64().unwrap();
        check(claim, None, Code::JwtClaimMissing, "");
        for value in [json!(own + 1), json!(own - 1), json!(-own), json!(0), json!(own * 1000)] {
            check(claim, Some(value), Code::JwtClaimMismatch, &pointer);
        }
        for value in
            [json!(null), json!(own.to_string()), json!(until["validFrom"]), json!([own]), json!(1e18), json!(true)]
        {
            check(claim, Some(value), Code::JwtClaimMalformed, &pointer);
        }
    }
    check("iat", Some(json!("yesterday")), Code::JwtClaimMalformed, "/iat");
    check("aud", Some(json!(1)), Code::JwtClaimMalformed, "/aud");
}

/// An end that only JWT's readers would see is the badge's too.
#[test]
fn end_that_only_a_claim_sets() {
    let ended = tampered(&payload(), |payload| payload["exp"] = 1_780_000_000.into());
    let bad = jws_by(&college(), &header("EdDSA").to_string(), &ended.to_string());
    target().refuses(&bad, Verdict::NotVerified, Code::ValidityExpired, "/validUntil");
}

#[test]
fn two_credentials_in_one_payload() {
    let by_college = |payload: &Value| jws_by(&college(), &header("EdDSA").to_string(), &payload.to_string());
    let whole = badge();
    for (name, value) in [
        ("credentialSubject", whole["credentialSubject"].clone()),
        ("issuer", json!(HTTPS)),
        ("id", whole["id"].clone()),
        ("type", whole["type"].clone()),
        ("@context", whole["@context"].clone()),
        ("validUntil", json!("2036-01-01T00:00:00Z")),
        ("credentialStatus", json!({"id": "urn:x:s", "type": "BitstringStatusListEntry"})),
        ("proof", json!([])),
    ] {
        let mut payload = tampered(&payload(), |payload| {
            let own = payload.as_object_mut().unwrap();
            own.retain(|name, _| ["iss", "sub", "jti", "nbf", "exp"].contains(&name.as_str()));
            payload["vc"] = whole.clone();
        });
        let wrapped = by_college(&payload);
        Target::new(&wrapped, published()).verifies();
        payload[name] = value;
        Target::new(&wrapped, published()).refuses(
            by_college(&payload),
            Verdict::NotVerified,
            Code::JwtTwoCredentials,
            &format!("/{name}"),
        );
    }
    for vc in [json!(null), json!("eyJ"), json!([whole]), json!(1)] {
        let payload = tampered(&payload(), |payload| payload["vc"] = vc);
        not_verified(&by_college(&payload), Code::JwtClaimMalformed, "/vc");
    }
}

/// What the issuer signed, wrapped by somebody else: the JWT is hers, and so is what she changed.
#[test]
fn jwt_of_another_around_a_badge_of_the_issuer() {
    let proved = signed_with(badge(), &college(), &ProofOptions::new(https_method()));
    for header in [
        json!({"alg": "EdDSA", "kid": method_of(&mallory())}),
        json!({"alg": "EdDSA", "jwk": jwk(&mallory())}),
        json!({"alg": "EdDSA", "kid": https_method(), "jwk": jwk(&mallory())}),
    ] {
        let claims = payload();
        let payload = tampered(&claims, |payload| payload["proof"] = proved["proof"].clone());
        let code = if header.get("kid") == Some(&json!(https_method())) {
            Code::ProofSignatureInvalid
        } else {
            Code::ProofKeyNotBound
        };
        not_verified(&jws_by(&mallory(), &header.to_string(), &payload.to_string()), code, "");
        let changed = tampered(&payload, |payload| payload["name"] = "A better badge".into());
        let bad = jws_by(&mallory(), &header.to_string(), &changed.to_string());
        for policy in policies() {
            let report = target().under(&policy, bad.as_bytes());
            assert_eq!(report.verdict(), Verdict::NotVerified);
            assert_ne!(report.outcome(Step::Binding), CheckOutcome::Passed);
        }
    }
}

/// A part of one token put into another.
#[test]
fn parts_of_two_tokens() {
    let other = tampered(&payload(), |payload| payload["name"] = "Another badge".into());
    let hers = forged(json!({"alg": "EdDSA", "kid": method_of(&mallory())}));
    let other = jws_by(&college(), &header("EdDSA").to_string(), &other.to_string());
    let own = good();
    let (own, other, hers): (Vec<_>, Vec<_>, Vec<_>) =
        (own.split('.').collect(), other.split('.').collect(), hers.split('.').collect());
    for mixed in
        [[own[0], other[1], own[2]], [own[0], own[1], other[2]], [own[0], own[1], hers[2]], [hers[0], own[1], own[2]]]
    {
        not_verified(&mixed.join("."), Code::ProofSignatureInvalid, "");
    }
    // The same header in other letters, which means the same.
    let spaced = BASE64.encode(format!(" {}", header("EdDSA")));
    not_verified(&[&*spaced, own[1], own[2]].join("."), Code::ProofSignatureInvalid, "");
}
