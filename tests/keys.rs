//! Keys as institutions have them: files that OpenSSL made, the vectors of the RFCs, and the traps of Wycheproof.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice, missing_docs)]

mod common;

use std::collections::{BTreeMap, HashSet};

use base64::Engine as _;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use openbadges::Document;
use openbadges::finding::Code;
use openbadges::key::{Algorithm, Jwks, Seed, Signer, SigningKey, VerifyingKey};
use openbadges::proof::{ProofOptions, secure};
use proptest::prelude::*;
use serde_json::{Value, json};

const ED25519: &str = include_str!("../fixtures/keys/ed25519.pem");
const P256: &str = include_str!("../fixtures/keys/p256.pem");
const P256_SEC1: &str = include_str!("../fixtures/keys/p256-sec1.pem");
const RSA_2048: &str = include_str!("../fixtures/keys/rsa-2048.pem");
const RSA_2048_PKCS1: &str = include_str!("../fixtures/keys/rsa-2048-pkcs1.pem");
const RSA_3072: &str = include_str!("../fixtures/keys/rsa-3072.pem");
const RSA_4096: &str = include_str!("../fixtures/keys/rsa-4096.pem");
const PRIVATE: [&str; 5] = [ED25519, P256, RSA_2048, RSA_3072, RSA_4096];

/// What OpenSSL signed with the keys.
const SIGNED: &[u8] = b"signed by OpenSSL";

fn verifying_jwk(text: &str) -> Result<VerifyingKey, openbadges::Error> {
    VerifyingKey::from_jwk(Document::parse(text.as_bytes()).unwrap().root())
}

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len() / 2).map(|i| u8::from_str_radix(&text[2 * i..2 * i + 2], 16).unwrap()).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn code<T>(result: Result<T, openbadges::Error>) -> Option<Code> {
    result.err().map(|error| error.code())
}

#[test]
fn one_key_in_all_forms_is_one_key() {
    for (private, public) in [
        (ED25519, include_str!("../fixtures/keys/ed25519-public.pem")),
        (P256, include_str!("../fixtures/keys/p256-public.pem")),
        (P256_SEC1, include_str!("../fixtures/keys/p256-public.pem")),
        (RSA_2048, include_str!("../fixtures/keys/rsa-2048-public.pem")),
        (RSA_2048_PKCS1, include_str!("../fixtures/keys/rsa-2048-public-pkcs1.pem")),
    ] {
        let key = SigningKey::from_pem(private).unwrap();
        assert_eq!(VerifyingKey::from_pem(public).unwrap(), key.verifying_key());
    }
    // What we write is what OpenSSL wrote.
    for pem in [ED25519, P256, RSA_2048, RSA_3072, RSA_4096] {
        assert_eq!(*SigningKey::from_pem(pem).unwrap().to_pem(), pem);
    }
    for pem in ["ed25519", "p256", "rsa-2048"] {
        let path = format!("{}/fixtures/keys/{pem}-public.pem", env!("CARGO_MANIFEST_DIR"));
        let pem = std::fs::read_to_string(path).unwrap();
        assert_eq!(VerifyingKey::from_pem(&pem).unwrap().to_pem(), pem);
    }
}

#[test]
fn every_form_comes_back() {
    for pem in PRIVATE {
        let key = SigningKey::from_pem(pem).unwrap();
        let public = key.verifying_key();
        let signature = key.sign(SIGNED).unwrap();
        for again in [
            SigningKey::from_pem(&key.to_pem()).unwrap(),
            SigningKey::from_jwk(&key.to_jwk()).unwrap(),
            SigningKey::from_multikey(&key.to_multikey()).unwrap(),
        ] {
            assert_eq!(again.verifying_key(), public);
            assert_eq!(again.to_pem(), key.to_pem());
            assert_eq!(again.to_jwk(), key.to_jwk());
            assert_eq!(again.to_multikey(), key.to_multikey());
            assert_eq!(again.sign(SIGNED).unwrap(), signature);
        }
        let set = Jwks::new().with_key("a \"name\"\n", public.clone());
        let set = Jwks::read(&Document::parse(set.to_json().as_bytes()).unwrap()).unwrap();
        for again in [
            &VerifyingKey::from_pem(&public.to_pem()).unwrap(),
            &verifying_jwk(&public.to_jwk()).unwrap(),
            &VerifyingKey::from_multikey(&public.to_multikey()).unwrap(),
            set.get("a \"name\"\n").unwrap(),
        ] {
            assert_eq!(*again, public);
            assert_eq!(again.thumbprint(), public.thumbprint());
            assert!(again.verifies(SIGNED, &signature));
        }
    }
}

#[test]
fn what_openssl_signs_verifies_and_each_key_only_its_own() {
    let signatures = [
        (ED25519, BASE64_STANDARD.decode("yyaexlVix1B21EuGMhPpNL6u/RGDGKMYp/KFN11++8q2Zu4g5Ts3vTU0/K0HFzbYoygejXwvIcvLerdeDecECQ==").unwrap()),
        (P256, unhex("BB253611120E0CE639EC5A802A2DE3CA5D12CA6489DDECE2FCB24C54D0E7F9B8F41FE0B7C60E1B8691E3820D445A3D5AA319DB78F1DC5B965CA770AFBA745CD5")),
        (RSA_2048, BASE64_STANDARD.decode("Dm8Hat7ySbsplaMoX6qlsdMnbLvnniGTxf3v+wOodSX+TmYX57HCO9HWdkNT8nEfc1bRFm5bfMckmnhTsTXK5Ltj8JFoItmLcXDKJL68CM+Nufv3ckcs5T6fGDeYNq37SSoBzvIj/wzirtDACu/TBlqq/foM/eSd1OnHxQcYl9b0QbeeQU8SaYfQEKblJjTBhuS/7MRQ5yPHcayyUv6gbOMj4pQ7mh4p+mwQ/FRJ7ORqkFyAwX5ROWsofxtxlfuRoSbFq/eUpngwPrLo/1rYR8d0IyuHPt0H+FC7ED38bagXJA72YefGhWhLSP+qplbTpnUJcS2/gBr1rZT0Tqig4A==").unwrap()),
    ];
    let keys = PRIVATE.map(|pem| SigningKey::from_pem(pem).unwrap());
    for (pem, signature) in &signatures {
        for (key, of) in keys.iter().zip(PRIVATE) {
            assert_eq!(key.verifying_key().verifies(SIGNED, signature), of == *pem);
        }
    }
    // Ed25519 and RSA have one signature for each text.
    assert_eq!(keys[0].sign(SIGNED).unwrap(), signatures[0].1);
    assert_eq!(keys[2].sign(SIGNED).unwrap(), signatures[2].1);
    for (i, signer) in keys.iter().enumerate() {
        let signature = signer.sign(SIGNED).unwrap();
        for (j, key) in keys.iter().enumerate() {
            assert_eq!(key.verifying_key().verifies(SIGNED, &signature), i == j);
        }
    }
}

#[test]
fn a_changed_bit_is_no_signature() {
    for pem in [ED25519, P256, RSA_2048] {
        let key = SigningKey::from_pem(pem).unwrap();
        let (public, signature) = (key.verifying_key(), key.sign(SIGNED).unwrap());
        for bit in 0..signature.len() * 8 {
            let mut changed = signature.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert!(!public.verifies(SIGNED, &changed), "bit {bit}");
        }
        for wrong in [
            &signature[1..],
            &signature[..signature.len() - 1],
            &[],
            &[&signature[..], &[0]].concat(),
            &[&[0], &signature[..]].concat(),
        ] {
            assert!(!public.verifies(SIGNED, wrong));
        }
        assert!(!public.verifies(b"signed by nobody", &signature));
    }
}

#[test]
fn files_as_they_are_found() {
    let key = SigningKey::from_pem(P256).unwrap().verifying_key();
    let crlf = P256.replace('\n', "\r\n");
    let one_line = {
        let body: String = P256.lines().filter(|line| !line.starts_with('-')).collect();
        format!("-----BEGIN PRIVATE KEY-----\n{body}\n-----END PRIVATE KEY-----")
    };
    let indented = P256.replace('\n', "\n    ");
    let certificate = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
    for text in [
        crlf.as_str(),
        &one_line,
        &indented,
        P256.trim_end(),
        &format!("\u{feff}{P256}"),
        &format!("Bag Attributes\n    friendlyName: badge\n{certificate}{P256}{certificate}"),
        &format!("{P256}{}", include_str!("../fixtures/keys/p256-public.pem")),
        &P256_SEC1.replace('\n', "\r\n"),
    ] {
        assert_eq!(SigningKey::from_pem(text).unwrap().verifying_key(), key, "{text}");
    }
    let both = format!("{P256}{}", include_str!("../fixtures/keys/p256-public.pem"));
    assert_eq!(VerifyingKey::from_pem(&both).unwrap(), key);
}

#[test]
fn files_that_are_refused() {
    let body = |pem: &str| pem.lines().filter(|line| !line.starts_with('-')).collect::<Vec<_>>().join("\n");
    let with = |label: &str, body: &str| format!("-----BEGIN {label}-----\n{body}\n-----END {label}-----\n");
    let der = |pem: &str| BASE64_STANDARD.decode(body(pem).replace('\n', "")).unwrap();
    let of_der = |label: &str, der: &[u8]| with(label, &BASE64_STANDARD.encode(der));
    let ed25519 = der(ED25519);
    let sec1 = BASE64_STANDARD.decode(P256_SEC1.lines().skip(4).take(3).collect::<String>()).unwrap();
    let swapped = |der: &[u8], at: usize| {
        let mut der = der.to_vec();
        der[at] ^= 1;
        der
    };
    // Version 2 of PKCS#8, with a public half behind the private one (RFC 8410, section 10.3), its own and another's.
    let version_2 = |public: &[u8]| {
        let mut der = [&[0x30, 0x51, 0x02, 0x01, 0x01][..], &ed25519[5..], &[0x81, 0x21, 0x00], public].concat();
        der[1] = u8::try_from(der.len() - 2).unwrap();
        of_der("PRIVATE KEY", &der)
    };
    let own = SigningKey::from_pem(ED25519).unwrap();
    let x: Value = serde_json::from_str(&own.verifying_key().to_jwk()).unwrap();
    let x = BASE64_URL_SAFE_NO_PAD.decode(x["x"].as_str().unwrap()).unwrap();
    assert_eq!(SigningKey::from_pem(&version_2(&x)).unwrap().verifying_key(), own.verifying_key());
    let rsa = der(RSA_2048_PKCS1);
    for (code, text) in [
        (Code::KeyNotPem, String::new()),
        (Code::KeyNotPem, "x".repeat(70_000)),
        (Code::KeyNotPem, format!("{P256}{ED25519}")),
        (Code::KeyNotPem, include_str!("../fixtures/keys/p256-public.pem").into()),
        (Code::KeyNotPem, P256.replace("-----END", "----END")),
        (Code::KeyNotPem, P256.replace("END PRIVATE", "END RSA PRIVATE")),
        (Code::KeyNotPem, with("PRIVATE KEY", "")),
        (Code::KeyNotPem, with("PRIVATE KEY", "####")),
        (Code::KeyNotPem, with("PRIVATE KEY", &format!("Comment: a key\n\n{}", body(P256)))),
        // Labels that lie.
        (Code::KeyNotPem, with("EC PRIVATE KEY", &body(P256))),
        (Code::KeyNotPem, with("RSA PRIVATE KEY", &body(RSA_2048))),
        (Code::KeyNotPem, with("PRIVATE KEY", &body(RSA_2048_PKCS1))),
        (Code::KeyNotPem, with("PRIVATE KEY", &body(include_str!("../fixtures/keys/p256-public.pem")))),
        // Bytes behind the key, and missing ones.
        (Code::KeyNotPem, of_der("PRIVATE KEY", &[&ed25519[..], &[0]].concat())),
        (Code::KeyNotPem, of_der("PRIVATE KEY", &ed25519[..ed25519.len() - 1])),
        (Code::KeyNotPem, of_der("EC PRIVATE KEY", &[&sec1[..], &[0]].concat())),
        // A public half that is another's.
        (Code::KeyNotPem, version_2(&[7; 32])),
        (Code::KeyNotPem, of_der("EC PRIVATE KEY", &swapped(&sec1, sec1.len() - 1))),
        (Code::KeyNotPem, of_der("PRIVATE KEY", &swapped(&der(P256), der(P256).len() - 1))),
        // RSA numbers that do not fit: n, and the last, qi.
        (Code::KeyNotPem, of_der("RSA PRIVATE KEY", &swapped(&rsa, 40))),
        (Code::KeyNotPem, of_der("RSA PRIVATE KEY", &swapped(&rsa, rsa.len() - 1))),
        // d = 0 and d = n of P-256.
        (Code::KeyNotPem, of_der("EC PRIVATE KEY", &[&sec1[..7], &[0; 32], &sec1[39..]].concat())),
        (Code::KeyNotPem, of_der("EC PRIVATE KEY", &[&sec1[..7], &[0xff; 32], &sec1[39..]].concat())),
        (Code::KeyUnsupported, include_str!("../fixtures/keys/p256-encrypted.pem").into()),
        (Code::KeyUnsupported, include_str!("../fixtures/keys/rsa-2048-pkcs1-encrypted.pem").into()),
        (Code::KeyUnsupported, include_str!("../fixtures/keys/p384.pem").into()),
        (Code::KeyUnsupported, include_str!("../fixtures/keys/rsa-1024.pem").into()),
        (Code::KeyUnsupported, with("OPENSSH PRIVATE KEY", "AAAA")),
        // X25519 instead of Ed25519.
        (Code::KeyUnsupported, of_der("PRIVATE KEY", &[&ed25519[..11], &[0x6e], &ed25519[12..]].concat())),
    ] {
        let error = SigningKey::from_pem(&text).unwrap_err();
        assert_eq!(error.code(), code, "{error}\n{text}");
        assert!(error.to_string().len() < 200 && !error.to_string().contains('\n'), "{error}");
    }
    let public = der(include_str!("../fixtures/keys/p256-public.pem"));
    let point = &public[public.len() - 64..];
    for (code, text) in [
        (Code::KeyNotPem, P256.to_owned()),
        (Code::KeyNotPem, of_der("PUBLIC KEY", &[&public[..], &[0]].concat())),
        (Code::KeyNotPem, with("RSA PUBLIC KEY", &body(include_str!("../fixtures/keys/rsa-2048-public.pem")))),
        (Code::KeyWeak, of_der("PUBLIC KEY", &swapped(&public, public.len() - 1))),
        // x alone, behind a 5: not a form of SPKI, though the library would read it.
        (
            Code::KeyWeak,
            of_der("PUBLIC KEY", &[&[0x30, 0x39], &public[2..23], &[0x03, 0x22, 0x00, 0x05], &point[..32]].concat()),
        ),
        (Code::KeyWeak, of_der("PUBLIC KEY", &[&[0x30, 0x19], &public[2..23], &[0x03, 0x02, 0x00, 0x00]].concat())),
        (Code::KeyUnsupported, with("DSA PUBLIC KEY", "AAAA")),
    ] {
        let error = VerifyingKey::from_pem(&text).unwrap_err();
        assert_eq!(error.code(), code, "{error}\n{text}");
    }
}

fn jwk_with(pem: &str, member: &str, value: Value) -> String {
    let mut jwk: Value = serde_json::from_str(&SigningKey::from_pem(pem).unwrap().to_jwk()).unwrap();
    jwk[member] = value;
    jwk.to_string()
}

#[test]
fn private_jwks_that_are_refused() {
    let jwk = |pem: &str| SigningKey::from_pem(pem).unwrap().to_jwk();
    let member = |pem: &str, name: &str| {
        let jwk: Value = serde_json::from_str(&jwk(pem)).unwrap();
        BASE64_URL_SAFE_NO_PAD.decode(jwk[name].as_str().unwrap()).unwrap()
    };
    let encode = |bytes: &[u8]| json!(BASE64_URL_SAFE_NO_PAD.encode(bytes));
    let n = unhex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
    let mut cases = vec![
        (Code::KeyNotJwk, String::new()),
        (Code::KeyNotJwk, "{}".into()),
        (Code::KeyNotJwk, "[\"OKP\",\"Ed25519\",null,null,\"AAAA\"]".into()),
        (Code::KeyNotJwk, format!("\u{feff}{}", *jwk(ED25519))),
        (Code::KeyNotJwk, format!("{}{}", *jwk(ED25519), *jwk(ED25519))),
        (Code::KeyNotJwk, format!("{}{}", *jwk(ED25519), " ".repeat(70_000))),
        // Twice: a member that is known, and one that is not, also behind an escape.
        (Code::KeyNotJwk, jwk(ED25519).replacen('{', "{\"kty\":\"OKP\",", 1)),
        (Code::KeyNotJwk, jwk(ED25519).replacen('{', "{\"kid\":\"a\",\"k\\u0069d\":\"b\",", 1)),
        (Code::KeyNotJwk, jwk(ED25519).replacen("\"x\"", "\"\\u0078\":\"\",\"x\"", 1)),
        (Code::KeyNotJwk, jwk_with(ED25519, "d", json!(null))),
        (Code::KeyNotJwk, jwk_with(ED25519, "d", json!(7))),
        (Code::KeyNotJwk, jwk_with(ED25519, "x", json!(null))),
        (Code::KeyNotJwk, jwk_with(ED25519, "x", encode(&[7; 32]))),
        (Code::KeyNotJwk, jwk_with(ED25519, "d", encode(&[7; 31]))),
        (Code::KeyNotJwk, jwk_with(ED25519, "d", json!(format!("{}=", "A".repeat(43))))),
        // Spare bits, and the other alphabet.
        (Code::KeyNotJwk, jwk_with(ED25519, "d", json!(format!("{}B", "A".repeat(42))))),
        (Code::KeyNotJwk, jwk_with(ED25519, "d", json!(format!("+{}", "A".repeat(42))))),
        (Code::KeyNotJwk, jwk_with(P256, "d", encode(&[0; 32]))),
        (Code::KeyNotJwk, jwk_with(P256, "d", encode(&n))),
        (Code::KeyNotJwk, jwk_with(P256, "d", encode(&[&[0], &member(P256, "d")[..]].concat()))),
        (Code::KeyNotJwk, jwk_with(P256, "y", encode(&[7; 32]))),
        (Code::KeyNotJwk, jwk_with(RSA_2048, "e", encode(&[1]))),
        (Code::KeyNotJwk, jwk_with(RSA_2048, "e", encode(&[3]))),
        (Code::KeyNotJwk, jwk_with(RSA_2048, "e", encode(&[0, 1, 0, 1]))),
        (Code::KeyNotJwk, jwk_with(RSA_2048, "n", encode(&[0xff; 256]))),
        (Code::KeyNotJwk, jwk_with(RSA_2048, "p", encode(&[1]))),
        (Code::KeyNotJwk, jwk_with(RSA_2048, "p", json!(""))),
        (Code::KeyNotJwk, jwk_with(RSA_2048, "q", encode(&member(RSA_2048, "p")))),
        (Code::KeyNotJwk, jwk_with(RSA_2048, "d", encode(&[&[1], &member(RSA_2048, "d")[..]].concat()))),
        (Code::KeyUnsupported, jwk_with(RSA_2048, "n", encode(&[0xff; 128]))),
        (Code::KeyUnsupported, jwk_with(RSA_2048, "n", encode(&[0xff; 513]))),
        (Code::KeyUnsupported, jwk_with(RSA_2048, "oth", json!([]))),
        (Code::KeyUnsupported, jwk_with(RSA_2048, "alg", json!("PS256"))),
        (Code::KeyUnsupported, jwk_with(P256, "alg", json!("ECDH-ES"))),
        (Code::KeyUnsupported, jwk_with(P256, "use", json!("enc"))),
        (Code::KeyUnsupported, jwk_with(P256, "key_ops", json!(["verify"]))),
        (Code::KeyUnsupported, jwk_with(P256, "crv", json!("P-384"))),
        (Code::KeyUnsupported, jwk_with(ED25519, "crv", json!("X25519"))),
        (Code::KeyUnsupported, jwk_with(ED25519, "kty", json!("oct"))),
    ];
    // What speeds up signing, if it were wrong and used, would give the primes away with the first signature.
    for name in ["d", "p", "q", "dp", "dq", "qi"] {
        let mut number = member(RSA_2048, name);
        *number.last_mut().unwrap() ^= 2;
        cases.push((Code::KeyNotJwk, jwk_with(RSA_2048, name, encode(&number))));
    }
    for (code, text) in cases {
        let error = SigningKey::from_jwk(&text).unwrap_err();
        assert_eq!(error.code(), code, "{error}\n{text}");
    }
    for (pem, member, value) in [
        (ED25519, "alg", json!("EdDSA")),
        (ED25519, "alg", json!("Ed25519")),
        (ED25519, "kid", json!("a \"name\"")),
        (P256, "key_ops", json!(["sign", "verify"])),
        (RSA_2048, "use", json!("sig")),
    ] {
        let key = SigningKey::from_jwk(&jwk_with(pem, member, value)).unwrap();
        assert_eq!(key.verifying_key(), SigningKey::from_pem(pem).unwrap().verifying_key());
    }
    // The numbers that follow from others may be left out.
    let mut slim: Value = serde_json::from_str(&jwk(RSA_2048)).unwrap();
    for name in ["dp", "dq", "qi"] {
        slim.as_object_mut().unwrap().shift_remove(name);
    }
    assert_eq!(SigningKey::from_jwk(&slim.to_string()).unwrap().to_jwk(), jwk(RSA_2048));
}

#[test]
fn public_jwks_that_are_refused() {
    let with = |pem: &str, member: &str, value: Value| {
        let public = SigningKey::from_pem(pem).unwrap().verifying_key().to_jwk();
        let mut jwk: Value = serde_json::from_str(&public).unwrap();
        jwk[member] = value;
        jwk.to_string()
    };
    let encode = |bytes: &[u8]| json!(BASE64_URL_SAFE_NO_PAD.encode(bytes));
    let mut even = vec![0xff; 256];
    even[255] = 0;
    for (code, pointer, text) in [
        (Code::KeyNotJwk, "", "[]".to_owned()),
        (Code::KeyNotJwk, "", "{}".into()),
        (Code::KeyNotJwk, "/x", with(P256, "x", json!(7))),
        (Code::KeyNotJwk, "/x", with(P256, "x", json!("AAA="))),
        (Code::KeyNotJwk, "/y", with(P256, "y", encode(&[7; 33]))),
        (Code::KeyNotJwk, "/n", with(RSA_2048, "n", encode(&[&[0], &[0xff; 256][..]].concat()))),
        (Code::KeyNotJwk, "/e", with(RSA_2048, "e", json!(""))),
        (Code::KeyNotJwk, "/e", with(RSA_2048, "e", encode(&[0, 3]))),
        (Code::KeyNotJwk, "/alg", with(P256, "alg", json!(7))),
        (Code::KeyNotJwk, "/key_ops", with(P256, "key_ops", json!("verify"))),
        (Code::KeyNotJwk, "/key_ops/1", with(P256, "key_ops", json!(["verify", 7]))),
        (Code::KeyWeak, "", with(P256, "y", encode(&[7; 32]))),
        (Code::KeyWeak, "", with(ED25519, "x", encode(&[0; 32]))),
        (Code::KeyWeak, "", with(RSA_2048, "n", encode(&even))),
        (Code::KeyWeak, "", with(RSA_2048, "e", encode(&[1]))),
        (Code::KeyWeak, "", with(RSA_2048, "e", encode(&[2]))),
        (Code::KeyWeak, "", with(RSA_2048, "e", encode(&[2, 0, 0, 0, 1]))),
        (Code::KeyWeak, "", with(RSA_2048, "e", encode(&[0xff; 20_000]))),
        (Code::KeyUnsupported, "", with(RSA_2048, "n", encode(&[0xff; 255]))),
        (Code::KeyUnsupported, "", with(RSA_2048, "n", encode(&[&[0x7f], &[0xff; 255][..]].concat()))),
        (Code::KeyUnsupported, "", with(RSA_2048, "n", encode(&[0xff; 20_000]))),
        (Code::KeyUnsupported, "", with(P256, "crv", json!("secp256k1"))),
        (Code::KeyUnsupported, "", with(P256, "kty", json!("AKP"))),
        (Code::KeyUnsupported, "", with(P256, "alg", json!("ES384"))),
        (Code::KeyUnsupported, "", with(P256, "alg", json!("RS256"))),
        (Code::KeyUnsupported, "", with(P256, "use", json!("enc"))),
        (Code::KeyUnsupported, "", with(P256, "key_ops", json!([]))),
        (Code::KeySecret, "/k", with(P256, "k", json!("x"))),
        (Code::KeySecret, "/d", (*SigningKey::from_pem(RSA_2048).unwrap().to_jwk()).clone()),
    ] {
        let error = verifying_jwk(&text).unwrap_err();
        assert_eq!(error.code(), code, "{error}\n{text}");
        assert_eq!(error.findings().next().unwrap().pointer(), pointer, "{error}");
    }
    // A small exponent is no fault with this padding, and the greatest that is taken costs little.
    for e in [&[3][..], &[1, 0xff, 0xff, 0xff, 0xff]] {
        assert_eq!(code(verifying_jwk(&with(RSA_2048, "e", encode(e)))), None);
    }
}

#[test]
fn sets() {
    let read = |text: &str| Jwks::read(&Document::parse(text.as_bytes()).unwrap());
    let ed25519 = SigningKey::from_pem(ED25519).unwrap();
    let jwk = ed25519.verifying_key().to_jwk();
    let of = |keys: &[&str]| format!("{{\"keys\":[{}]}}", keys.join(","));
    let named = jwk.replacen('{', "{\"kid\":\"a\",", 1);
    let encryption = named.replacen('{', "{\"use\":\"enc\",", 1);
    // Keys of other kinds and uses are passed over.
    let set = read(&of(&[&encryption, r#"{"kty":"AKP"}"#, &named, &jwk])).unwrap();
    assert_eq!(set.iter().map(|(kid, _)| kid).collect::<Vec<_>>(), [Some("a"), None]);
    assert_eq!((set.get("a"), set.get("b")), (Some(&ed25519.verifying_key()), None));
    assert_eq!(set.iter().len(), 2);
    assert_eq!(read(&of(&[])).unwrap(), Jwks::new());
    for (expected, text) in [
        (Code::KeyNotJwk, "{}".to_owned()),
        (Code::KeyNotJwk, "[]".into()),
        (Code::KeyNotJwk, r#"{"keys":{}}"#.into()),
        (Code::KeyNotJwk, of(&["7"])),
        (Code::KeyNotJwk, of(&[&named, &named])),
        (Code::KeyNotJwk, of(&[&jwk.replacen('{', "{\"kid\":7,", 1)])),
        (Code::KeyNotJwk, of(&vec![jwk.as_str(); 1001])),
        (Code::KeySecret, of(&[r#"{"kty":"oct","k":"AA"}"#])),
        (Code::KeySecret, of(&[&ed25519.to_jwk()])),
    ] {
        assert_eq!(code(read(&text)), Some(expected), "{text}");
    }
}

#[test]
fn thumbprints_of_rfc_7638() {
    let Some(folder) = common::conformance() else { return };
    let text = std::fs::read_to_string(folder.join("vectors/jws/jwk-thumbprints.json")).unwrap();
    let vectors: Vec<Value> = serde_json::from_str(&text).unwrap();
    assert_eq!(vectors.len(), 3);
    for vector in vectors {
        let key = verifying_jwk(&vector["jwk"].to_string()).unwrap();
        assert_eq!(key.to_jwk(), vector["canonical"].as_str().unwrap());
        assert_eq!(key.thumbprint(), vector["sha256_thumbprint"].as_str().unwrap());
    }
}

#[test]
fn the_key_of_rfc_8037() {
    // Sections A.1 to A.3; A.4 is a JWS.
    let text = r#"{"kty":"OKP","crv":"Ed25519",
        "d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
        "x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
    let key = SigningKey::from_jwk(text).unwrap();
    let public = r#"{"crv":"Ed25519","kty":"OKP","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
    assert_eq!(key.verifying_key().to_jwk(), public);
    assert_eq!(key.verifying_key().thumbprint(), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
}

/// Bytes that look random, by a generator that everybody knows.
fn source(mut state: u64) -> impl FnMut(&mut [u8]) -> Result<(), std::io::Error> {
    move |bytes| {
        for byte in bytes {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            *byte = state.to_be_bytes()[0];
        }
        Ok(())
    }
}

#[test]
fn keys_are_generated_from_the_source_alone() {
    for algorithm in Algorithm::ALL {
        let key = SigningKey::generate(*algorithm, source(1)).unwrap();
        assert_eq!(key.algorithm(), *algorithm);
        assert_eq!(key.verifying_key().algorithm(), *algorithm);
        assert!(key.verifying_key().verifies(b"x", &key.sign(b"x").unwrap()));
        assert_eq!(SigningKey::generate(*algorithm, source(1)).unwrap().to_jwk(), key.to_jwk());
        assert_ne!(SigningKey::generate(*algorithm, source(2)).unwrap().to_jwk(), key.to_jwk());
        assert_eq!(code(SigningKey::generate(*algorithm, |_| Err("none"))), Some(Code::KeyNoRandomness));
        assert_eq!(code(SigningKey::generate(*algorithm, |_| Ok::<_, &str>(()))), Some(Code::KeyNoRandomness));
    }
    // Each draw like the last.
    let same = |bytes: &mut [u8]| source(1)(bytes);
    assert_eq!(code(SigningKey::generate_rsa(2048, same)), Some(Code::KeyNoRandomness));
    // Of P-256 no number is greater than n.
    let ones = |bytes: &mut [u8]| {
        bytes.fill(0xff);
        Ok::<_, &str>(())
    };
    assert_eq!(code(SigningKey::generate(Algorithm::Es256, ones)), Some(Code::KeyNoRandomness));
    // A source that fails on the way.
    let (mut left, mut good) = (1, source(1));
    let failing = |bytes: &mut [u8]| {
        left -= 1;
        if left < 0 { Err(std::io::Error::other("the device is gone")) } else { good(bytes) }
    };
    let error = SigningKey::generate_rsa(2048, failing).unwrap_err();
    assert_eq!(error.to_string(), "the source of random bytes failed: `the device is gone`");
    for bits in [0, 1024, 2047, 4097, usize::MAX] {
        assert_eq!(code(SigningKey::generate_rsa(bits, source(1))), Some(Code::KeyUnsupported));
    }
}

/// A number in decimal digits.
fn decimal(bytes: &[u8]) -> String {
    let mut digits = vec![0u32];
    for byte in bytes {
        let mut carry = u32::from(*byte);
        for digit in &mut digits {
            (*digit, carry) = ((*digit * 256 + carry) % 10, (*digit * 256 + carry) / 10);
        }
        while carry > 0 {
            digits.push(carry % 10);
            carry /= 10;
        }
    }
    digits.iter().rev().map(|digit| char::from_digit(*digit, 10).unwrap()).collect()
}

#[test]
fn secrets_are_shown_nowhere() {
    assert_eq!(decimal(&[1, 0, 1]), "65537");
    for pem in PRIVATE {
        let key = SigningKey::from_pem(pem).unwrap();
        let jwk: Value = serde_json::from_str(&key.to_jwk()).unwrap();
        let mut secrets: Vec<String> = pem.lines().filter(|line| !line.starts_with('-')).map(Into::into).collect();
        secrets.push((*key.to_multikey()).clone());
        for name in ["d", "p", "q", "dp", "dq", "qi"] {
            let Some(text) = jwk.get(name).and_then(Value::as_str) else { continue };
            let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).unwrap();
            let listed = format!("{bytes:?}");
            secrets.extend([text.into(), hex(&bytes), hex(&bytes).to_uppercase(), decimal(&bytes), listed]);
            secrets.push(BASE64_STANDARD.encode(&bytes));
            let backwards: Vec<u8> = bytes.iter().rev().copied().collect();
            secrets.push(hex(&backwards));
        }
        // Any twelve digits of one would be too many. The public half has some in common with the files that hold both.
        let public = key.verifying_key();
        let known = [public.to_pem().replace('\n', ""), public.to_jwk(), public.to_multikey()].concat();
        let known: HashSet<&[u8]> = known.as_bytes().windows(12).collect();
        let secrets = secrets.iter().flat_map(|secret| secret.as_bytes().windows(12));
        let windows: HashSet<&[u8]> = secrets.filter(|window| !known.contains(window)).collect();
        assert!(windows.len() > 200, "{}", windows.len());
        let (text, multikey) = (key.to_jwk(), key.to_multikey());
        let mut shown = vec![format!("{key:?} {key:#?} {:?}", [&key]), format!("{public} {public:?}")];
        let mut failed = |error: openbadges::Error| {
            let findings = serde_json::to_string(&error.findings().collect::<Vec<_>>()).unwrap();
            shown.push(format!("{error} {error:?} {findings}"));
        };
        for end in (0..text.len() - 1).step_by(37) {
            failed(SigningKey::from_jwk(&text[..end]).unwrap_err());
        }
        for (from, to) in
            [("\"d\":\"", "\"d\":\"!"), ("\"d\":\"", "\"d\":\"\\u0041"), ("\"kty\"", "\"use\":\"enc\",\"kty\"")]
        {
            failed(SigningKey::from_jwk(&text.replacen(from, to, 1)).unwrap_err());
        }
        failed(verifying_jwk(&text).unwrap_err());
        let error = VerifyingKey::from_multikey(&multikey).unwrap_err();
        assert_eq!(error.code(), Code::KeySecret);
        failed(error);
        failed(VerifyingKey::from_multikey(&multikey[..multikey.len() / 2]).unwrap_err());
        failed(SigningKey::from_multikey(&multikey[1..]).unwrap_err());
        failed(SigningKey::from_multikey(&multikey[..multikey.len() - 1]).unwrap_err());
        for end in (0..pem.len() - 1).step_by(29) {
            failed(SigningKey::from_pem(&pem[..end]).unwrap_err());
        }
        failed(SigningKey::from_pem(&format!("{pem}{pem}")).unwrap_err());
        failed(SigningKey::from_pem(&pem.replace("PRIVATE", "EC PRIVATE")).unwrap_err());
        failed(VerifyingKey::from_pem(pem).unwrap_err());
        for shown in shown {
            let bytes: Vec<&[u8]> = shown.as_bytes().windows(12).collect();
            assert!(!bytes.iter().any(|window| windows.contains(window)), "{shown}");
        }
    }
}

/// A signer that answers with whatever it was given.
struct Remote(VerifyingKey, Result<Vec<u8>, &'static str>);

impl Signer for Remote {
    fn verifying_key(&self) -> VerifyingKey {
        self.0.clone()
    }

    fn sign(&self, _: &[u8]) -> Result<Vec<u8>, Box<dyn std::error::Error + Send + Sync>> {
        Ok(self.1.clone()?)
    }
}

#[test]
fn signers_that_fail_or_sign_otherwise() {
    let document = Document::parse(
        br#"{"@context": "https://www.w3.org/ns/credentials/v2", "type": "VerifiableCredential", "issuer": "did:example:i"}"#,
    )
    .unwrap();
    let key = SigningKey::from_pem(ED25519).unwrap();
    let signed =
        |answer| secure(&document, &Remote(key.verifying_key(), answer), &ProofOptions::new("did:example:i#k"));
    let error = signed(Err("no connection\nto the vault")).unwrap_err();
    assert_eq!(error.to_string(), "the signer failed: `no connection\\u{a}to the vault`");
    for wrong in [vec![], vec![0; 64], vec![7; 1_000_000], key.sign(b"something else").unwrap()] {
        assert_eq!(code(signed(Ok(wrong))), Some(Code::KeySignerWrong));
    }
}

/// How each flag of a set of Wycheproof fares with us: how many of its cases are taken and refused, and why.
type Policy = BTreeMap<String, (u32, u32)>;

/// Runs a set. What is `valid` is taken, what is `invalid` refused, and what is `acceptable`, left to whoever implements it,
/// is refused. All forms of a key that the set gives are one key.
fn wycheproof(sets: &[&str], policy: &[(&str, u32, u32, &str)]) {
    let mut found = Policy::new();
    for set in sets {
        let set: Value = serde_json::from_str(set).unwrap();
        for group in set["testGroups"].as_array().unwrap() {
            let key = VerifyingKey::from_pem(group["publicKeyPem"].as_str().unwrap()).unwrap();
            let der = unhex(group["publicKeyDer"].as_str().unwrap());
            let pem = format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----", BASE64_STANDARD.encode(der));
            assert_eq!(VerifyingKey::from_pem(&pem).unwrap(), key);
            assert_eq!(VerifyingKey::from_multikey(&key.to_multikey()).unwrap(), key);
            for jwk in ["publicKeyJwk", "keyJwk"].iter().filter_map(|name| group.get(name)) {
                assert_eq!(verifying_jwk(&jwk.to_string()).unwrap(), key);
            }
            for test in group["tests"].as_array().unwrap() {
                let [message, signature] = ["msg", "sig"].map(|name| unhex(test[name].as_str().unwrap()));
                let is_taken = key.verifies(&message, &signature);
                assert_eq!(is_taken, test["result"] == "valid", "{test:#}");
                for flag in test["flags"].as_array().unwrap() {
                    let (taken, refused) = found.entry(flag.as_str().unwrap().into()).or_default();
                    *(if is_taken { taken } else { refused }) += 1;
                }
            }
        }
    }
    let stated: Policy = policy.iter().map(|(flag, taken, refused, _)| ((*flag).into(), (*taken, *refused))).collect();
    assert_eq!(found, stated);
}

#[test]
fn wycheproof_ed25519() {
    wycheproof(
        &[wycheproof::eddsa::TestName::Ed25519.json_data()],
        &[
            ("Valid", 18, 0, "signatures as they ought to be"),
            ("Ktv", 38, 0, "the vectors of RFC 8032 and others"),
            ("TinkOverflow", 32, 0, "sums with a carry that an implementation once lost"),
            ("InvalidKtv", 0, 1, "a vector that is wrong on purpose"),
            ("InvalidSignature", 0, 20, "numbers of special values"),
            ("InvalidEncoding", 0, 22, "R is no point, or written otherwise than it must be"),
            ("CompressedSignature", 0, 4, "not 64 bytes"),
            ("TruncatedSignature", 0, 3, "not 64 bytes"),
            ("SignatureWithGarbage", 0, 5, "not 64 bytes"),
            ("SignatureMalleability", 0, 8, "S is not less than the order, so that there would be two signatures"),
        ],
    );
}

#[test]
fn wycheproof_p256() {
    wycheproof(
        &[wycheproof::ecdsa::TestName::EcdsaSecp256r1Sha256P1363.json_data()],
        &[
            ("ValidSignature", 9, 0, "signatures as they ought to be"),
            ("EdgeCasePublicKey", 24, 0, "points with coordinates of special values are points"),
            ("EdgeCaseShamirMultiplication", 1, 0, "sums of points on the way that are special"),
            ("SpecialCaseHash", 54, 0, "hashes of special values"),
            ("ModularInverse", 15, 0, "inverses of special values"),
            ("ArithmeticError", 84, 26, "numbers near the bounds: as the arithmetic has it"),
            ("SmallRandS", 8, 8, "small numbers are taken if they fit; shorter than 32 bytes they are not"),
            ("PointDuplication", 1, 6, "sums of a point with itself: as the arithmetic has it"),
            ("RangeCheck", 0, 4, "r or s is not within 1 to n - 1"),
            ("IntegerOverflow", 0, 4, "r or s is not within 1 to n - 1"),
            ("ModifiedInteger", 0, 1, "a changed number"),
            ("InvalidSignature", 0, 49, "numbers of special values"),
            ("SignatureSize", 0, 12, "not 64 bytes"),
        ],
    );
}

#[test]
fn wycheproof_signatures_in_asn_1_are_no_signatures_of_jose() {
    let set: Value = serde_json::from_str(wycheproof::ecdsa::TestName::EcdsaSecp256r1Sha256.json_data()).unwrap();
    let mut count = 0;
    for group in set["testGroups"].as_array().unwrap() {
        let key = VerifyingKey::from_pem(group["publicKeyPem"].as_str().unwrap()).unwrap();
        for test in group["tests"].as_array().unwrap() {
            let [message, signature] = ["msg", "sig"].map(|name| unhex(test[name].as_str().unwrap()));
            assert!(!key.verifies(&message, &signature), "{test:#}");
            count += 1;
        }
    }
    assert_eq!(count, 484);
}

#[test]
fn wycheproof_rsa() {
    use wycheproof::rsa_pkcs1_verify::TestName;
    wycheproof(
        &[TestName::Rsa2048Sha256, TestName::Rsa3072Sha256, TestName::Rsa4096Sha256].map(|name| name.json_data()),
        &[
            ("SmallPublicKey", 3, 0, "e = 3 is safe where the whole padding is compared"),
            ("SmallSignature", 2, 0, "numbers with zeros before them, in full length"),
            ("EdgeCaseSignature", 1, 0, "numbers of special values"),
            ("MissingNull", 0, 3, "`acceptable`: refused, as RFC 8017 writes the NULL; one padding for each hash"),
            ("BerEncodedPadding", 0, 42, "the padding is DER and compared whole (Bleichenbacher 2006)"),
            ("InvalidAsnInPadding", 0, 351, "the padding is DER and compared whole"),
            ("ModifiedPadding", 0, 227, "the padding is compared whole"),
            ("InvalidPadding", 0, 15, "the padding is compared whole"),
            ("ShortPadding", 0, 3, "the padding is as long as the modulus"),
            ("NoHash", 0, 6, "the hash is said to be SHA-256 and there"),
            ("WrongHash", 0, 63, "another hash than SHA-256"),
            ("WrongPrimitive", 0, 9, "PSS and other paddings"),
            ("SignatureMalleability", 0, 9, "a number not less than the modulus, or of another length"),
            ("InvalidSignature", 0, 24, "numbers of special values"),
        ],
    );
}

fn reads(text: &str) {
    if let Ok(key) = SigningKey::from_jwk(text) {
        assert_eq!(SigningKey::from_jwk(&key.to_jwk()).unwrap().to_jwk(), key.to_jwk());
    }
    if let Ok(key) = SigningKey::from_pem(text) {
        assert_eq!(SigningKey::from_pem(&key.to_pem()).unwrap().to_pem(), key.to_pem());
    }
    if let Ok(key) = SigningKey::from_multikey(text) {
        assert_eq!(*key.to_multikey(), text);
    }
    let mut public: Vec<VerifyingKey> = VerifyingKey::from_pem(text).into_iter().collect();
    if let Ok(key) = VerifyingKey::from_multikey(text) {
        assert_eq!(key.to_multikey(), text);
        public.push(key);
    }
    if let Ok(document) = Document::parse(text.as_bytes()) {
        public.extend(VerifyingKey::from_jwk(document.root()));
        public.extend(
            Jwks::read(&document).iter().flat_map(|set| set.iter().map(|(_, key)| key.clone()).collect::<Vec<_>>()),
        );
    }
    for key in public {
        assert_eq!(VerifyingKey::from_pem(&key.to_pem()).unwrap(), key);
        assert_eq!(verifying_jwk(&key.to_jwk()).unwrap(), key);
        assert_eq!(VerifyingKey::from_multikey(&key.to_multikey()).unwrap(), key);
    }
}

/// Keys in all their written forms.
fn texts() -> Vec<String> {
    let mut texts = vec![P256_SEC1.to_owned(), RSA_2048_PKCS1.to_owned()];
    for pem in [ED25519, P256, RSA_2048] {
        let key = SigningKey::from_pem(pem).unwrap();
        let public = key.verifying_key();
        texts.extend([pem.to_owned(), (*key.to_jwk()).clone(), (*key.to_multikey()).clone()]);
        texts.extend([public.to_pem(), public.to_jwk(), public.to_multikey()]);
        texts.push(Jwks::new().with_key("k", public).to_json());
    }
    texts
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, rng_seed: prop::test_runner::RngSeed::Fixed(5), ..ProptestConfig::default() })]

    #[test]
    fn fresh_keys_come_back(bytes in any::<[u8; 32]>(), message in prop::collection::vec(any::<u8>(), 0..100), other in any::<[u8; 32]>()) {
        let seed = |bytes: [u8; 32]| move |buffer: &mut [u8]| { buffer.copy_from_slice(&bytes); Ok::<_, &str>(()) };
        let ed25519 = SigningKey::from_seed(&Seed::from_bytes(bytes));
        let keys = [ed25519, SigningKey::generate(Algorithm::Es256, seed(bytes)).unwrap()];
        let others = [SigningKey::from_seed(&Seed::from_bytes(other)), SigningKey::generate(Algorithm::Es256, seed(other)).unwrap()];
        for (key, other) in keys.iter().zip(others) {
            let text = key.to_jwk();
            reads(&text);
            reads(&key.to_pem());
            reads(&key.to_multikey());
            prop_assert_eq!(SigningKey::from_pem(&key.to_pem()).unwrap().to_jwk(), text.clone());
            prop_assert_eq!(SigningKey::from_multikey(&key.to_multikey()).unwrap().to_jwk(), text);
            let signature = key.sign(&message).unwrap();
            prop_assert!(key.verifying_key().verifies(&message, &signature));
            prop_assert!(!other.verifying_key().verifies(&message, &signature));
        }
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,80}|-----BEGIN [A-Z ]{0,20}-----[\\PC\n]{0,60}(-----END [A-Z ]{0,20}-----)?|z[1-9A-Za-z]{0,80}|\\{\"kty\":\"(RSA|EC|OKP)\",\\PC{0,60}\\}") {
        reads(&text);
    }

    #[test]
    fn no_changed_key_panics(which in any::<prop::sample::Index>(), changes in prop::collection::vec((any::<prop::sample::Index>(), 0u8..4, 0x20u8..0x7f), 1..4)) {
        let texts = texts();
        let mut text = texts[which.index(texts.len())].clone().into_bytes();
        for (place, change, byte) in changes {
            let place = place.index(text.len());
            match change {
                0 => text[place] = byte,
                1 => text.insert(place, byte),
                2 => { text.remove(place); }
                _ => text.truncate(place.max(1)),
            }
        }
        reads(std::str::from_utf8(&text).unwrap());
    }
}
