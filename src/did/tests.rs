mod leniency;

use proptest::prelude::*;

use super::*;
use crate::common::Lots;
use crate::document::Document;
use crate::finding::Code;
use crate::key::{Algorithm, Seed, SigningKey};
use crate::model::Profile;

const KEY: &str = "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi";

/// The example of the did:jwk method, with a key of P-256.
const DID_JWK: &str = "did:jwk:eyJjcnYiOiJQLTI1NiIsImt0eSI6IkVDIiwieCI6ImFjYklRaXVNczNpOF91c3pFakoydHBUdFJNNEVVM3l6OTFQSDZDZEgyVjAiLCJ5IjoiX0tjeUxqOXZXTXB0bm1LdG00NkdxRHo4d2Y3NEk1TEtncmwyR3pIM25TRSJ9";

fn key(n: u8) -> VerifyingKey {
    SigningKey::from_seed(&Seed::from_bytes([n; 32])).verifying_key()
}

fn p256(n: u8) -> VerifyingKey {
    let fill = |bytes: &mut [u8]| {
        bytes.fill(n);
        Ok::<_, std::fmt::Error>(())
    };
    SigningKey::generate(Algorithm::Es256, fill).unwrap().verifying_key()
}

/// The public key of RFC 7515, appendix A.2.
fn rsa() -> VerifyingKey {
    let n = "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ";
    let jwk = format!(r#"{{"kty":"RSA","n":"{n}","e":"AQAB"}}"#);
    VerifyingKey::from_jwk(document(&jwk).root()).unwrap()
}

fn document(text: &str) -> Document {
    Document::parse(text.as_bytes()).unwrap()
}

fn time(text: &str) -> chrono::DateTime<chrono::Utc> {
    text.parse().unwrap()
}

fn now() -> chrono::DateTime<chrono::Utc> {
    time("2026-07-01T00:00:00Z")
}

fn codes(binding: &Binding) -> Vec<Code> {
    binding.findings().iter().map(|finding| finding.code()).collect()
}

/// The binding with these documents, each under its name.
fn bound(method: &str, issuer: &str, documents: &[(&str, &str)]) -> Binding {
    let documents: Vec<(&str, Document)> = documents.iter().map(|(id, text)| (*id, document(text))).collect();
    let at_hand = |id: &str| documents.iter().find(|(name, _)| *name == id).map(|(_, document)| document);
    bind(method, issuer, at_hand, None, now())
}

#[test]
fn fragments_must_be_the_keys_own() {
    assert!(key_of(&format!("did:key:{KEY}")).unwrap().is_ok());
    assert!(key_of(&format!("did:key:{KEY}#{KEY}")).unwrap().is_ok());
    for bad in
        [format!("did:key:{KEY}#"), format!("did:key:{KEY}#key-1"), format!("did:key:{KEY}?x"), "did:key:".into()]
    {
        assert!(key_of(&bad).unwrap().is_err(), "{bad}");
    }
    assert!(key_of(&format!("did:web:{KEY}")).is_none());
    assert!(key_of(KEY).is_none());
}

#[test]
fn dids() {
    for (text, method, id) in [
        ("did:key:z6Mk", "key", "z6Mk"),
        ("did:web:example.edu%3A8443:a", "web", "example.edu%3A8443:a"),
        ("did:example:a::b", "example", "a::b"),
        ("did:ex4mple::a", "ex4mple", ":a"),
        ("did:1:_.-%00", "1", "_.-%00"),
    ] {
        let did = Did::parse(text).unwrap();
        assert_eq!((did.method(), did.method_specific_id(), did.to_string().as_str()), (method, id, text));
        assert_eq!(DidUrl::parse(text).unwrap().did(), &did);
    }
    let long = format!("did:example:{}", "a".repeat(4_096 - 12));
    assert!(Did::parse(&long).is_ok());
    for bad in [
        "",
        "did",
        "did:",
        "did:key",
        "did:key:",
        "did::a",
        "did:Key:a",
        "did:k-y:a",
        "DID:key:a",
        " did:key:a",
        "did:key:a ",
        "did:key:a:",
        "did:key:a%",
        "did:key:a%4",
        "did:key:a%4g",
        "did:key:ä",
        "did:key:a/b",
        "did:key:a?b",
        "did:key:a#b",
        "did:key:a@b",
        "did:key:a+b",
        "urn:did:key:a",
        "did:key:a\n",
        "did:key:a\0",
        &format!("{long}a"),
    ] {
        assert_eq!(Did::parse(bad).unwrap_err().code(), Code::DidSyntax, "{bad}");
    }
}

#[test]
fn did_urls() {
    for (text, path, query, fragment) in [
        ("did:example:1", "", None, None),
        ("did:example:1#key-1", "", None, Some("key-1")),
        ("did:example:1#", "", None, Some("")),
        ("did:example:1/a/b?c=d&e/?#f/?:@", "/a/b", Some("c=d&e/?"), Some("f/?:@")),
        ("did:example:1?versionTime=2021-05-10T17:00:00Z", "", Some("versionTime=2021-05-10T17:00:00Z"), None),
        ("did:example:1?#", "", Some(""), Some("")),
        ("did:example:1/?a", "/", Some("a"), None),
        ("did:example:1/%20~!$&'()*+,;=", "/%20~!$&'()*+,;=", None, None),
        ("did:example:1#a?b", "", None, Some("a?b")),
    ] {
        let url = DidUrl::parse(text).unwrap();
        assert_eq!((url.path(), url.query(), url.fragment()), (path, query, fragment), "{text}");
        assert_eq!((url.did().as_str(), url.as_str()), ("did:example:1", text));
    }
    for bad in [
        "#key-1",
        "did:example:#a",
        "did:example:1#a#b",
        "did:example:1#a b",
        "did:example:1#ä",
        "did:example:1?[",
        "did:example:1/%g0",
        "did:example:1:#a",
        "did:example:1;a=b",
        "https://example.edu#a",
        &format!("did:example:1#{}", "a".repeat(8_192)),
    ] {
        assert_eq!(DidUrl::parse(bad).unwrap_err().code(), Code::DidSyntax, "{bad}");
    }
}

#[test]
fn did_web_addresses() {
    for (did, url) in [
        // The examples of the method's specification.
        ("did:web:w3c-ccg.github.io", "https://w3c-ccg.github.io/.well-known/did.json"),
        ("did:web:w3c-ccg.github.io:user:alice", "https://w3c-ccg.github.io/user/alice/did.json"),
        ("did:web:example.com%3A3000:user:alice", "https://example.com:3000/user/alice/did.json"),
        ("did:web:localhost%3A8443", "https://localhost:8443/.well-known/did.json"),
        ("did:web:xn--bcher-kva.example", "https://xn--bcher-kva.example/.well-known/did.json"),
        ("did:web:example.edu:a%20b:C_d.e", "https://example.edu/a%20b/C_d.e/did.json"),
        ("did:web:example.edu:.well-known:a", "https://example.edu/.well-known/a/did.json"),
    ] {
        let parsed = Did::parse(did).unwrap();
        assert_eq!(web::document_url(&parsed).unwrap(), url);
        assert_eq!(web::of_url(url).unwrap(), parsed);
    }
    for bad in [
        "did:key:z6Mk",
        "did:web:Example.edu",
        "did:web:EXAMPLE.EDU",
        "did:web:example.edu%3a8443",
        "did:web:example.edu%3A",
        "did:web:example.edu%3A0",
        "did:web:example.edu%3A443",
        "did:web:example.edu%3A65536",
        "did:web:example.edu%3A08443",
        "did:web:example.edu%3A%2B80",
        "did:web:example.edu%3A80%3A80",
        "did:web:user%40example.edu",
        "did:web:user%3Apass%40example.edu",
        "did:web:example.edu%2Fa",
        "did:web:example.edu%3F",
        "did:web:example.edu%23",
        "did:web:192.0.2.1",
        "did:web:127.1",
        "did:web:2130706433",
        "did:web:0x7f.1",
        "did:web:0x7f000001",
        "did:web:a.0x1",
        "did:web:%5B%3A%3A1%5D",
        "did:web:example.edu.",
        "did:web:.example.edu",
        "did:web:a..b",
        "did:web:-a.edu",
        "did:web:a-.edu",
        "did:web:a_b.edu",
        "did:web:example%2Eedu",
        "did:web:xn--a",
        "did:web:b%C3%BCcher.example",
        "did:web::a",
        "did:web:example.edu::a",
        "did:web:example.edu:..",
        "did:web:example.edu:.",
        "did:web:example.edu:%2e%2e",
        "did:web:example.edu:.%2E:a",
        "did:web:example.edu:a%2Fb",
        "did:web:example.edu:a%5Cb",
        "did:web:example.edu:a%00",
        "did:web:example.edu:a%0A",
        "did:web:example.edu:a%7F",
        "did:web:example.edu:%FF",
        "did:web:example.edu:.well-known",
        &format!("did:web:{}.edu", "a".repeat(64)),
        &format!("did:web:{}edu", "a.".repeat(130)),
    ] {
        let did = Did::parse(bad).unwrap();
        assert_eq!(web::document_url(&did).unwrap_err().code(), Code::DidWebAddress, "{bad}");
        assert_eq!(
            codes(&bound(&format!("{bad}#a"), bad, &[])),
            [if bad.starts_with("did:key") { Code::DidMethodMissing } else { Code::DidWebAddress }]
        );
    }
    for bad in [
        "",
        "https://example.edu",
        "https://example.edu/",
        "http://example.edu/.well-known/did.json",
        "https://example.edu/did.json",
        "https://example.edu/.well-known/did.json?a",
        "https://example.edu//did.json",
        "https://example.edu/a//did.json",
        "https://a@example.edu/.well-known/did.json",
        "https://example.edu:443/.well-known/did.json",
        "https://EXAMPLE.edu/a/did.json",
        "https://example.edu/a:b/did.json?",
        "https://192.0.2.1/a/did.json",
        "https://[::1]/a/did.json",
        "https:///did.json",
    ] {
        assert_eq!(web::of_url(bad).unwrap_err().code(), Code::DidWebAddress, "{bad}");
    }
}

#[test]
fn did_keys_of_the_specification() {
    // The did:key Method, test vectors for Ed25519 and P-256; another for RSA 2048.
    for (did, algorithm) in [
        ("did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp", Algorithm::EdDsa),
        ("did:key:z6MkjchhfUsD6mmvni8mCdXHw216Xrm9bQe2mBH1P5RDjVJG", Algorithm::EdDsa),
        ("did:key:zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169", Algorithm::Es256),
        ("did:key:zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv", Algorithm::Es256),
    ] {
        let key = key_of(did).unwrap().unwrap();
        assert_eq!((of_key(&key).as_str(), key.algorithm()), (did, algorithm));
        assert!(bound(&verification_method_of_key(&key), did, &[]).is_bound());
    }
    // P-384, which the crate does not know.
    let p384 = "z82LkvCwHNreneWpsgPEbV3gu1C6NFJEBg4srfJ5gdxEsMGRJUz2sG9FE42shbn2xkZJh54";
    let binding = bound(&format!("did:key:{p384}#{p384}"), &format!("did:key:{p384}"), &[]);
    assert_eq!((binding.outcome(), codes(&binding)), (BindingOutcome::Unknown, vec![Code::DidKeyUnusable]));
    for fragment in ["", "#", "#key-1", "#0", "?a", "/a"] {
        let binding = bound(&format!("did:key:{KEY}{fragment}"), &format!("did:key:{KEY}"), &[]);
        assert_eq!((binding.outcome(), codes(&binding)), (BindingOutcome::Failed, vec![Code::DidMethodMissing]));
    }
}

#[test]
fn did_jwks() {
    let key = jwk::key_of(&Did::parse(DID_JWK).unwrap()).unwrap().unwrap();
    assert_eq!(key.algorithm(), Algorithm::Es256);
    assert_eq!(jwk::of_key(&key), DID_JWK);
    assert!(bound(&format!("{DID_JWK}#0"), DID_JWK, &[]).is_bound());
    for wrong in ["#1", "", "#", "#00"] {
        assert_eq!(codes(&bound(&format!("{DID_JWK}{wrong}"), DID_JWK, &[])), [Code::DidMethodMissing]);
    }
    for key in [super::tests::key(1), p256(1), rsa()] {
        let did = jwk::of_key(&key);
        assert_eq!(jwk::key_of(&Did::parse(&did).unwrap()).unwrap().unwrap(), key);
        assert!(bound(&jwk::verification_method_of_key(&key), &did, &[]).is_bound());
    }
    let public = super::tests::key(1).to_jwk();
    let with = |more: &str| public.replacen('{', &format!("{{{more},"), 1);
    let did = |json: &str| format!("did:jwk:{}", crate::key::jwk::encode(json.as_bytes()));
    let (unknown, failed) = (BindingOutcome::Unknown, BindingOutcome::Failed);
    for (json, code, outcome) in [
        (with(r#""d":"AAAA""#), Code::KeySecret, failed),
        (with(r#""use":"enc""#), Code::KeyUnsupported, unknown),
        (with(r#""alg":"ES256""#), Code::KeyUnsupported, unknown),
        (with(r#""x":"AAAA""#), Code::JsonDuplicateMember, failed),
        (r#"{"kty":"oct","k":"AAAA"}"#.into(), Code::KeySecret, failed),
        (r#"{"kty":"EC","crv":"P-384","x":"AA","y":"AA"}"#.into(), Code::KeyUnsupported, unknown),
        ("[]".into(), Code::KeyNotJwk, failed),
        ("x".into(), Code::JsonSyntax, failed),
    ] {
        let did = did(&json);
        assert_eq!(jwk::key_of(&Did::parse(&did).unwrap()).unwrap().unwrap_err().code(), code, "{json}");
        let binding = bound(&format!("{did}#0"), &did, &[]);
        assert_eq!((binding.outcome(), codes(&binding)), (outcome, vec![Code::DidKeyUnusable]), "{json}");
    }
    // Spare bits, which another decoder would pass over: two names for one issuer.
    for bad in ["did:jwk:e30%3D", "did:jwk:AB", "did:jwk:A", "did:jwk:a.b", "did:jwk:e30:e30"] {
        let did = Did::parse(bad).unwrap();
        assert_eq!(jwk::key_of(&did).unwrap().unwrap_err().code(), Code::DidSyntax, "{bad}");
    }
    assert!(jwk::key_of(&Did::parse("did:web:example.edu").unwrap()).is_none());
}

const DID: &str = "did:web:example.edu";
const METHOD: &str = "did:web:example.edu#key-1";
const PROFILE: &str = "https://example.edu/issuer";

/// A verification method of a key, with more members as may be.
fn method(id: &str, controller: &str, key: &VerifyingKey, more: &str) -> String {
    format!(r#"{{"id":"{id}","type":"Multikey","controller":"{controller}","publicKeyMultibase":"{key}"{more}}}"#)
}

/// A document with methods and what is listed for assertions.
fn controller(id: &str, methods: &str, assertions: &str) -> String {
    format!(r#"{{"id":"{id}","verificationMethod":[{methods}],"assertionMethod":[{assertions}]}}"#)
}

#[test]
fn documents_are_read() {
    let text = format!(
        r##"{{
            "@context": ["https://www.w3.org/ns/did/v1", {{"@vocab": "https://example.org/"}}],
            "id": "{DID}", "controller": ["did:example:1", "did:example:2"], "alsoKnownAs": "https://example.edu/",
            "service": [{{"id": "#s", "type": "LinkedDomains", "serviceEndpoint": "https://example.edu/"}}],
            "verificationMethod": [
                {},
                {{"id": "#2018", "type": "Ed25519VerificationKey2018", "controller": "{DID}", "publicKeyBase58": "{}"}},
                {{"id": "#2020", "type": "Ed25519VerificationKey2020", "controller": "{DID}", "publicKeyMultibase": "{}"}},
                {{"id": "#jwk", "type": "JsonWebKey2020", "controller": "{DID}", "publicKeyJwk": {}}},
                {{"id": "#rsa", "type": "JsonWebKey", "controller": "{DID}", "publicKeyJwk": {}}},
                {{"id": "#other", "type": "EcdsaSecp256k1VerificationKey2019", "controller": "{DID}", "publicKeyHex": "02"}},
                {{"id": "did:example:9#a", "type": "Multikey", "controller": "did:example:9", "publicKeyMultibase": "z1"}}
            ],
            "assertionMethod": ["#key-1", "{DID}#rsa", "did:example:7#z", {}],
            "authentication": "#2018",
            "keyAgreement": [{}]
        }}"##,
        method("#key-1", DID, &p256(1), r#","expires":"2026-01-01T00:00:00Z","revoked":"2025-01-01T00:00:00+01:00""#),
        bs58::encode(crate::key::jwk::decode(key(2).to_jwk().split('"').nth(11).unwrap()).unwrap()).into_string(),
        key(3),
        p256(4).to_jwk(),
        rsa().to_jwk(),
        method("#embedded", DID, &key(5), ""),
        method("#agreement", DID, &key(6), ""),
    );
    let read = DidDocument::read(&document(&text)).unwrap();
    assert_eq!((read.id(), read.also_known_as()), (DID, &["https://example.edu/".to_owned()][..]));
    assert_eq!(read.controllers(), ["did:example:1", "did:example:2"]);
    let keys: Vec<_> = read
        .methods()
        .iter()
        .map(|method| {
            let name = method.id().rsplit_once('#').unwrap().1;
            (name, method.key().cloned().map_err(|error| error.code()), method.embedded_in())
        })
        .collect();
    assert_eq!(
        keys,
        [
            ("key-1", Ok(p256(1)), None),
            ("2018", Ok(key(2)), None),
            ("2020", Ok(key(3)), None),
            ("jwk", Ok(p256(4)), None),
            ("rsa", Ok(rsa()), None),
            ("other", Err(Code::KeyUnsupported), None),
            ("a", Err(Code::KeyNotMultikey), None),
            ("embedded", Ok(key(5)), Some(Relationship::AssertionMethod)),
            ("agreement", Ok(key(6)), Some(Relationship::KeyAgreement)),
        ]
    );
    let listed: Vec<&str> = read.listed(Relationship::AssertionMethod).collect();
    assert_eq!(listed, ["did:example:7#z", "did:web:example.edu#embedded", METHOD, "did:web:example.edu#rsa"]);
    assert!(read.allows(&format!("{DID}#2018"), Relationship::Authentication));
    assert!(!read.allows(&format!("{DID}#2018"), Relationship::AssertionMethod));
    let method = read.method(METHOD).unwrap();
    assert_eq!((method.class(), method.controller()), ("Multikey", DID));
    assert_eq!(method.expires().unwrap().as_str(), "2026-01-01T00:00:00Z");
    assert_eq!(method.revoked().unwrap().as_str(), "2025-01-01T00:00:00+01:00");
}

#[test]
fn documents_with_faults() {
    let good = method("#key-1", DID, &key(1), "");
    let malformed = Code::DidDocumentMalformed;
    for (text, found) in [
        ("[]".to_owned(), vec![(malformed, "")]),
        ("{}".into(), vec![(malformed, "")]),
        (r#"{"id": 7}"#.into(), vec![(malformed, "/id")]),
        (r##"{"id": "did:web:example.edu#a"}"##.into(), vec![(malformed, "/id")]),
        (r#"{"id": "did:web:example.edu?a"}"#.into(), vec![(malformed, "/id")]),
        (r#"{"id": "example"}"#.into(), vec![(malformed, "/id")]),
        (
            controller(DID, "7, \"#key-1\"", ""),
            vec![(malformed, "/verificationMethod/0"), (malformed, "/verificationMethod/1")],
        ),
        (controller(DID, "{}", ""), vec![(malformed, "/verificationMethod/0"); 3]),
        (controller(DID, &method("key-1", DID, &key(1), ""), ""), vec![(malformed, "/verificationMethod/0/id")]),
        (controller(DID, &method("/a#key-1", DID, &key(1), ""), ""), vec![(malformed, "/verificationMethod/0/id")]),
        (
            controller(DID, &method("did:web:a b#1", DID, &key(1), ""), ""),
            vec![(malformed, "/verificationMethod/0/id")],
        ),
        (controller(DID, &method("#a", "#a", &key(1), ""), ""), vec![(malformed, "/verificationMethod/0/controller")]),
        (
            controller(DID, &method("#a", DID, &key(1), r#","expires":"2026-01-01""#), ""),
            vec![(malformed, "/verificationMethod/0/expires")],
        ),
        (
            controller(DID, &method("#a", DID, &key(1), r#","revoked":null"#), ""),
            vec![(malformed, "/verificationMethod/0/revoked")],
        ),
        (
            controller(DID, "", r#""key-1", null"#),
            vec![(malformed, "/assertionMethod/0"), (malformed, "/assertionMethod/1")],
        ),
        (controller(DID, &format!("{good},{good}"), ""), vec![(Code::DidDuplicateMethod, "/verificationMethod/1")]),
        (
            controller(DID, &format!("{good},{}", method(METHOD, DID, &key(2), "")), ""),
            vec![(Code::DidDuplicateMethod, "/verificationMethod/1")],
        ),
        (controller(DID, &good, &good), vec![(Code::DidDuplicateMethod, "/assertionMethod/0")]),
        (
            controller(DID, &method("#a", DID, &key(1), r#","secretKeyMultibase":"z3u2","privateKeyHex":"00""#), ""),
            vec![
                (Code::KeySecret, "/verificationMethod/0/secretKeyMultibase"),
                (Code::KeySecret, "/verificationMethod/0/privateKeyHex"),
            ],
        ),
        (
            format!(r#"{{"id": "{DID}", "service": [{{"k": {{"kty": "EC", "d": "AA"}}}}]}}"#),
            vec![(Code::KeySecret, "/service/0/k/d")],
        ),
        (controller(DID, "", &["\"#a\""; 257].join(",")), vec![(Code::DidTooManyMethods, "")]),
    ] {
        let error = DidDocument::read(&document(&text)).unwrap_err();
        let all: Vec<_> = error.findings().map(|finding| (finding.code(), finding.pointer().to_owned())).collect();
        let found: Vec<_> = found.into_iter().map(|(code, place)| (code, place.to_owned())).collect();
        assert_eq!(all, found, "{text}");
        assert!(!error.to_string().contains("z3u2"));
    }
}

#[test]
fn keys_that_cannot_be_used() {
    let jwk = key(1).to_jwk();
    let (unknown, failed) = (BindingOutcome::Unknown, BindingOutcome::Failed);
    for (class, members, code, outcome) in [
        ("X25519KeyAgreementKey2020", r#""publicKeyMultibase":"z6LS""#.to_owned(), Code::KeyUnsupported, unknown),
        ("Multikey", format!(r#""publicKeyMultibase":"z{}""#, "1".repeat(1_001)), Code::KeyUnsupported, unknown),
        ("Multikey", r#""publicKeyMultibase":"u7QEB""#.into(), Code::KeyNotMultikey, unknown),
        ("Multikey", r#""publicKeyMultibase":7"#.into(), Code::DidKeyUnusable, failed),
        ("Multikey", r#""x":1"#.into(), Code::DidKeyUnusable, failed),
        (
            "Multikey",
            format!(r#""publicKeyMultibase":"{}","publicKeyJwk":{jwk}"#, key(1)),
            Code::DidKeyUnusable,
            failed,
        ),
        ("Multikey", format!(r#""publicKeyJwk":{jwk}"#), Code::DidKeyUnusable, failed),
        ("JsonWebKey", format!(r#""publicKeyMultibase":"{}""#, key(1)), Code::DidKeyUnusable, failed),
        ("JsonWebKey", r#""publicKeyJwk":"x""#.into(), Code::KeyNotJwk, failed),
        (
            "JsonWebKey2020",
            r#""publicKeyJwk":{"kty":"OKP","crv":"X25519","x":"AA"}"#.into(),
            Code::KeyUnsupported,
            unknown,
        ),
        ("Ed25519VerificationKey2020", format!(r#""publicKeyMultibase":"{}""#, p256(1)), Code::DidKeyUnusable, failed),
        ("Ed25519VerificationKey2018", r#""publicKeyBase58":"2g""#.into(), Code::DidKeyUnusable, failed),
        // A point of small order, for which anybody can sign.
        (
            "Ed25519VerificationKey2018",
            r#""publicKeyBase58":"4uQeVj5tqViQh7yWWGStvkEG1Zmhx6uasJtWCJziofM""#.into(),
            Code::KeyWeak,
            failed,
        ),
    ] {
        let entry = format!(r##"{{"id":"#key-1","type":"{class}","controller":"{DID}",{members}}}"##);
        let text = controller(DID, &entry, "\"#key-1\"");
        let read = DidDocument::read(&document(&text)).unwrap();
        assert_eq!(read.methods()[0].key().unwrap_err().code(), code, "{members}");
        let binding = bound(METHOD, DID, &[(DID, &text)]);
        assert_eq!((binding.outcome(), codes(&binding)), (outcome, vec![Code::DidKeyUnusable]), "{members}");
        assert_eq!(binding.key(), None);
    }
}

#[test]
fn bindings_of_dids() {
    use BindingOutcome::{Bound, Failed, NotBound, Unknown};
    let own = |id: &str| method(id, DID, &key(1), "");
    let other = "did:web:other.example";
    for (text, outcome, found) in [
        (controller(DID, &own("#key-1"), "\"#key-1\""), Bound, vec![]),
        (controller(DID, &own(METHOD), &format!("\"{METHOD}\"")), Bound, vec![]),
        (controller(DID, "", &own("#key-1")), Bound, vec![]),
        (controller(DID, &own("#key-1"), ""), Failed, vec![Code::DidNotForAssertions]),
        (controller(DID, &own("#key-1"), "\"#key-2\""), Failed, vec![Code::DidNotForAssertions]),
        (controller(DID, "", "\"#key-1\""), Failed, vec![Code::DidMethodMissing]),
        (controller(DID, "", &own("#key-2")), Failed, vec![Code::DidMethodMissing]),
        (format!(r#"{{"id":"{DID}","authentication":[{}]}}"#, own("#key-1")), Failed, vec![Code::DidNotForAssertions]),
        (controller(other, "", &own(METHOD)), Unknown, vec![Code::DidDocumentOfAnother]),
        (controller(DID, "", &method("#key-1", other, &key(1), "")), NotBound, vec![Code::ProofKeyNotBound]),
        (controller(DID, "7", ""), Unknown, vec![Code::DidDocumentMalformed]),
        (controller(DID, "", &["\"#a\""; 257].join(",")), Unknown, vec![Code::DidTooManyMethods]),
        // The name says one key, the entry another.
        (
            controller(DID, "", &own("#key-1").replace("key-1", &key(2).to_multikey())),
            Failed,
            vec![Code::DidMethodMissing],
        ),
    ] {
        let binding = bound(METHOD, DID, &[(DID, &text)]);
        assert_eq!((binding.outcome(), codes(&binding)), (outcome, found), "{text}");
        assert_eq!(binding.key().is_some(), matches!(outcome, Bound | NotBound));
        assert!(binding.key().is_none_or(|found| *found == key(1)));
    }
    let text = controller(DID, "", &own("#key-1"));
    let binding = bound(METHOD, other, &[(DID, &text)]);
    assert_eq!((binding.outcome(), binding.controller()), (NotBound, Some(DID)));
    // By the address of the document.
    assert!(bound(METHOD, DID, &[("https://example.edu/.well-known/did.json", &text)]).is_bound());
    let binding = bound(METHOD, DID, &[]);
    assert_eq!((binding.outcome(), codes(&binding)), (Unknown, vec![Code::DidDocumentMissing]));
    assert_eq!(binding.needs().len(), 1);
    assert_eq!(
        (binding.needs()[0].id(), binding.needs()[0].url()),
        (DID, Some("https://example.edu/.well-known/did.json"))
    );
    let binding = bound("did:example:1#a", "did:example:1", &[]);
    assert_eq!((binding.needs()[0].id(), binding.needs()[0].url()), ("did:example:1", None));
    assert!(
        bound(
            "did:example:1#a",
            "did:example:1",
            &[("did:example:1", &controller("did:example:1", "", &method("#a", "did:example:1", &key(1), "")))]
        )
        .is_bound()
    );
    for (method, code, outcome) in [
        (DID, Code::DidMethodMissing, Failed),
        ("did:web:example.edu#", Code::DidMethodMissing, Failed),
        ("did:web:example.edu?a#key-1", Code::DidMethodMissing, Failed),
        ("did:web:example.edu/a#key-1", Code::DidMethodMissing, Failed),
        ("did:web:example.edu#key 1", Code::DidSyntax, Failed),
        ("key-1", Code::DidDocumentMissing, Unknown),
        ("", Code::DidDocumentMissing, Unknown),
        ("http://example.edu/issuer#key-1", Code::DidDocumentMissing, Unknown),
        ("https://exa mple.edu#key-1", Code::DidDocumentMissing, Unknown),
    ] {
        let binding = bound(method, DID, &[(DID, &text)]);
        assert_eq!((binding.outcome(), codes(&binding)), (outcome, vec![code]), "{method}");
    }
}

/// A document that claims another's name, or another's key, binds nothing to the other.
#[test]
fn nobody_signs_as_somebody_else() {
    let thief = "did:web:thief.example";
    let stolen = method("#k", DID, &key(6), "");
    // The thief's method says that the victim controls it; the victim's document knows nothing of it.
    let (mine, victims) = (controller(thief, "", &stolen), controller(DID, "", &method("#key-1", DID, &key(1), "")));
    let documents = [(thief, mine.as_str()), (DID, victims.as_str())];
    let binding = bound(&format!("{thief}#k"), DID, &documents);
    assert_eq!((binding.outcome(), codes(&binding)), (BindingOutcome::Failed, vec![Code::DidNotForAssertions]));
    let binding = bound(&format!("{thief}#k"), DID, &documents[..1]);
    assert_eq!((binding.outcome(), binding.needs()[0].id()), (BindingOutcome::Unknown, DID));
    // Unless it does: then both agree.
    let agreed = controller(DID, "", &format!("\"{thief}#k\""));
    assert!(bound(&format!("{thief}#k"), DID, &[documents[0], (DID, &agreed)]).is_bound());
    // The thief's document describes the victim's method anew: the key is still that of the victim's document.
    let forged = controller(thief, "", &method(METHOD, DID, &key(6), ""));
    let binding = bound(METHOD, DID, &[(thief, &forged), (DID, &victims)]);
    assert_eq!(binding.key(), Some(&key(1)));
    let forged = controller(thief, "", &method(METHOD, thief, &key(6), ""));
    assert_eq!(bound(METHOD, thief, &[(thief, &forged), (DID, &victims)]).outcome(), BindingOutcome::NotBound);
    // A key that names itself in the fragment.
    let hinted = format!("{PROFILE}#{}", key(6));
    let binding = bound(&hinted, PROFILE, &[]);
    assert_eq!(
        (binding.outcome(), binding.key(), codes(&binding)),
        (BindingOutcome::Unknown, Some(&key(6)), vec![Code::DidDocumentMissing])
    );
    let binding = bound(&hinted, PROFILE, &[(PROFILE, &controller(PROFILE, "", ""))]);
    assert_eq!(
        (binding.outcome(), binding.key(), codes(&binding)),
        (BindingOutcome::Failed, None, vec![Code::DidMethodMissing])
    );
    // The name is one key, what stands there another.
    let swapped = controller(PROFILE, "", &method(&hinted, PROFILE, &key(1), ""));
    assert_eq!(codes(&bound(&hinted, PROFILE, &[(PROFILE, &swapped)])), [Code::DidKeyUnusable]);
}

#[test]
fn bindings_of_https_urls() {
    use BindingOutcome::{Bound, Failed, NotBound, Unknown};
    let (at, jwk) = ("https://example.edu/keys/1", key(1).to_jwk());
    let named = format!("{PROFILE}#{}", key(1));
    let profile = |assertions: &str| controller(PROFILE, "", assertions);
    let lists = profile(&format!("\"{at}\""));
    let set = |kid: &str| {
        format!(r#"{{"keys":[{},{}]}}"#, jwk.replacen('{', &format!(r#"{{"kid":"{kid}","#), 1), key(2).to_jwk())
    };
    let single = |id: &str, controller: &str| method(id, controller, &key(1), "");
    type Case<'a> = (&'a str, Vec<(&'a str, String)>, BindingOutcome, Option<Code>);
    let cases: Vec<Case<'_>> = vec![
        (&named, vec![(PROFILE, profile(&single(&named, PROFILE)))], Bound, None),
        (&named, vec![(PROFILE, single(&named, PROFILE))], Bound, None),
        (&named, vec![(PROFILE, single(&named, "https://other.example/"))], NotBound, Some(Code::ProofKeyNotBound)),
        (&named, vec![(PROFILE, single(PROFILE, PROFILE))], Failed, Some(Code::DidMethodMissing)),
        (
            &named,
            vec![(PROFILE, controller("https://example.edu/other", "", &single(&named, PROFILE)))],
            Unknown,
            Some(Code::DidDocumentOfAnother),
        ),
        // At the issuer's own URL.
        (PROFILE, vec![(PROFILE, jwk.clone())], Bound, None),
        (&named, vec![(PROFILE, set(&named))], Bound, None),
        (&named, vec![(PROFILE, set(&key(1).to_multikey()))], Bound, None),
        (&named, vec![(PROFILE, set("x"))], Failed, Some(Code::DidMethodMissing)),
        // Elsewhere: the issuer's document must list it.
        (at, vec![(at, jwk.clone())], Unknown, Some(Code::DidDocumentMissing)),
        (at, vec![(at, jwk.clone()), (PROFILE, lists.clone())], Bound, None),
        (at, vec![(at, jwk.clone()), (PROFILE, profile(""))], NotBound, Some(Code::ProofKeyNotBound)),
        (at, vec![(at, jwk.clone()), (PROFILE, jwk.clone())], NotBound, Some(Code::ProofKeyNotBound)),
        (at, vec![(at, set(at)), (PROFILE, lists.clone())], Bound, None),
        (at, vec![(at, single(at, PROFILE)), (PROFILE, lists.clone())], Bound, None),
        (at, vec![(at, single(at, PROFILE)), (PROFILE, profile(""))], Failed, Some(Code::DidNotForAssertions)),
        (
            at,
            vec![(at, single(at, "https://other.example/")), (PROFILE, lists.clone())],
            NotBound,
            Some(Code::ProofKeyNotBound),
        ),
        // Described by the issuer's own document: nothing else is needed.
        (at, vec![(PROFILE, profile(&single(at, PROFILE)))], Bound, None),
        (at, vec![(at, jwk.replacen('{', r#"{"d":"AA","#, 1)), (PROFILE, lists)], Failed, Some(Code::KeySecret)),
    ];
    for (method, documents, outcome, code) in cases {
        let borrowed: Vec<(&str, &str)> = documents.iter().map(|(id, text)| (*id, text.as_str())).collect();
        let binding = bound(method, PROFILE, &borrowed);
        assert_eq!((binding.outcome(), codes(&binding)), (outcome, Vec::from_iter(code)), "{method} {documents:?}");
        assert!(binding.key().is_none_or(|found| *found == key(1)));
    }
    let binding = bound(at, PROFILE, &[]);
    assert_eq!((binding.outcome(), codes(&binding)), (Unknown, vec![Code::DidDocumentMissing; 2]));
    let twice = format!(r#"{{"keys":[{0},{0}]}}"#, jwk.replacen('{', r#"{"kid":"a","#, 1));
    assert_eq!(codes(&bound(&format!("{PROFILE}#a"), PROFILE, &[(PROFILE, &twice)])), [Code::DidDuplicateMethod]);
    let ended = jwk.replacen('{', r#"{"exp":1767225600,"#, 1);
    assert_eq!(codes(&bound(PROFILE, PROFILE, &[(PROFILE, &ended)])), [Code::DidKeyExpired]);
}

#[test]
fn periods() {
    let signed_at = |more: &str, signed: Option<&str>| {
        let text = document(&controller(DID, "", &method("#key-1", DID, &key(1), more)));
        let binding = bind(METHOD, DID, |_| Some(&text), signed.map(time), now());
        (binding.outcome(), codes(&binding))
    };
    let (bound, failed) = (BindingOutcome::Bound, BindingOutcome::Failed);
    let (expires, revoked) = (r#","expires":"2026-01-01T00:00:00Z""#, r#","revoked":"2026-01-01T00:00:00Z""#);
    let later = r#","expires":"2027-01-01T00:00:00Z""#;
    assert_eq!(signed_at(expires, Some("2025-12-31T23:59:59Z")), (bound, vec![Code::DidKeyExpiredSince]));
    assert_eq!(signed_at(expires, Some("2026-01-01T00:00:00Z")), (failed, vec![Code::DidKeyExpired]));
    assert_eq!(signed_at(expires, None), (failed, vec![Code::DidKeyExpired]));
    assert_eq!(signed_at(revoked, Some("2025-12-31T23:59:59Z")), (bound, vec![Code::DidKeyRevokedSince]));
    assert_eq!(signed_at(revoked, Some("2026-01-01T00:00:00Z")), (failed, vec![Code::DidKeyRevoked]));
    assert_eq!(signed_at(revoked, None), (failed, vec![Code::DidKeyRevoked]));
    assert_eq!(signed_at(later, None), (bound, vec![]));
    assert_eq!(
        signed_at(&format!("{expires}{revoked}"), Some("2025-01-01T00:00:00Z")),
        (bound, vec![Code::DidKeyRevokedSince, Code::DidKeyExpiredSince])
    );
}

#[test]
fn keys_in_the_message() {
    let hinted = |found: &VerifyingKey, issuer: &str, text: Option<&str>| {
        let text = text.map(document);
        let binding = hint(found, issuer, |_| text.as_ref(), None, now());
        assert!(binding.outcome() == BindingOutcome::Failed || binding.key() == Some(found));
        (binding.outcome(), codes(&binding))
    };
    use BindingOutcome::{Bound, Failed, NotBound};
    let lists = controller(PROFILE, "", &method("#a", PROFILE, &key(1), ""));
    assert_eq!(hinted(&key(1), PROFILE, None), (NotBound, vec![Code::ProofKeyNotBound, Code::DidDocumentMissing]));
    assert_eq!(hinted(&key(1), PROFILE, Some(&lists)), (Bound, vec![]));
    assert_eq!(hinted(&key(2), PROFILE, Some(&lists)), (NotBound, vec![Code::ProofKeyNotBound]));
    assert_eq!(hinted(&key(1), PROFILE, Some(&key(1).to_jwk())), (Bound, vec![]));
    assert_eq!(hinted(&key(2), PROFILE, Some(&key(1).to_jwk())), (NotBound, vec![Code::ProofKeyNotBound]));
    let unlisted = controller(PROFILE, &method("#a", PROFILE, &key(1), ""), "");
    assert_eq!(hinted(&key(1), PROFILE, Some(&unlisted)), (Failed, vec![Code::DidNotForAssertions]));
    assert_eq!(hinted(&p256(1), DID_JWK, None), (NotBound, vec![Code::ProofKeyNotBound]));
    assert_eq!(hinted(&p256(1), &of_key(&p256(1)), None), (Bound, vec![]));
    assert_eq!(hinted(&rsa(), &jwk::of_key(&rsa()), None), (Bound, vec![]));
    assert_eq!(
        hinted(&key(1), "urn:example:1", None),
        (NotBound, vec![Code::ProofKeyNotBound, Code::DidDocumentMissing])
    );
}

#[test]
fn what_an_issuer_publishes_is_read_back() {
    let until = "2026-01-01T00:00:00Z";
    let keys = || {
        [
            IssuerKey::new(key(1)),
            IssuerKey::new(p256(2)).with_fragment("key-2").unwrap(),
            IssuerKey::new(key(3)).retired(until.parse().unwrap()),
        ]
    };
    for id in [DID, PROFILE] {
        let profile = Profile::new(id).with_name("Example \"College\"").with_url("https://example.edu/");
        let documents = IssuerDocuments::new(profile.clone(), keys()).unwrap();
        let main = match documents.did_document().unwrap() {
            Some(document) => document,
            None => documents.profile().unwrap(),
        };
        assert_eq!(id == DID, documents.did_document().unwrap().is_some());
        // Nothing in it that a JSON-LD processor would drop.
        for document in [&main, &documents.profile().unwrap()] {
            crate::proof::Engine::new().canonicalize(document).unwrap();
            assert_eq!(document.root().get("id").unwrap().as_str().unwrap(), id);
        }
        let profile = documents.profile().unwrap();
        assert_eq!(profile.root().get("name").unwrap().as_str().unwrap(), "Example \"College\"");
        assert_eq!(profile.root().get("controller").is_some(), id == PROFILE);
        let jwks = documents.jwks().unwrap();
        assert_eq!(crate::key::Jwks::read(&jwks).unwrap().iter().count(), 3);
        for (found, fragment) in
            [(key(1), key(1).to_multikey()), (p256(2), "key-2".into()), (key(3), key(3).to_multikey())]
        {
            let method = documents.verification_method(&found).unwrap();
            assert_eq!(method, format!("{id}#{fragment}"));
            assert_eq!(crate::key::Jwks::read(&jwks).unwrap().get(&method), Some(&found));
            let binding = bind(&method, id, |_| Some(&main), Some(time("2025-07-01T00:00:00Z")), now());
            assert_eq!((binding.outcome(), binding.key()), (BindingOutcome::Bound, Some(&found)));
            let is_retired = found == key(3);
            assert_eq!(codes(&binding), if is_retired { vec![Code::DidKeyExpiredSince] } else { vec![] });
            let binding = bind(&method, id, |_| Some(&main), None, now());
            assert_eq!(codes(&binding), if is_retired { vec![Code::DidKeyExpired] } else { vec![] });
            let in_set = KeyDocument::read(&jwks).unwrap().method(&method).unwrap().unwrap();
            assert_eq!(in_set.expires().map(|end| end.as_str()), is_retired.then_some(until));
        }
        assert_eq!(documents.verification_method(&key(9)), None);
    }
    let own =
        |keys: Vec<IssuerKey>, id: &str| IssuerDocuments::new(Profile::new(id), keys).map(|_| ()).unwrap_err().code();
    assert_eq!(own(vec![], DID), Code::DidNoActiveKey);
    assert_eq!(own(vec![IssuerKey::new(key(1)).retired(until.parse().unwrap())], DID), Code::DidNoActiveKey);
    assert_eq!(own(vec![IssuerKey::new(key(1)), IssuerKey::new(key(1))], DID), Code::DidDuplicateMethod);
    for (id, code) in [
        (format!("did:key:{KEY}"), Code::InputNotUrl),
        ("http://example.edu".into(), Code::InputNotUrl),
        (format!("{PROFILE}#a"), Code::InputNotUrl),
        ("did:web:192.0.2.1".into(), Code::DidWebAddress),
    ] {
        assert_eq!(own(vec![IssuerKey::new(key(1))], &id), code, "{id}");
    }
    for bad in ["", "a b", "a#b", "ä", "%4"] {
        assert_eq!(IssuerKey::new(key(1)).with_fragment(bad).unwrap_err().code(), Code::DidSyntax, "{bad}");
    }
    assert_eq!(IssuerKey::new(key(1)).with_fragment(key(2).to_multikey()).unwrap_err().code(), Code::DidKeyUnusable);
}

#[test]
fn an_issuer_with_an_rsa_key() {
    let documents = IssuerDocuments::new(Profile::new(DID).with_name("X"), [IssuerKey::new(rsa())]).unwrap();
    let method = documents.verification_method(&rsa()).unwrap();
    assert_eq!(method, format!("{DID}#{}", rsa().thumbprint()));
    let text = documents.did_document().unwrap().unwrap();
    assert!(bind(&method, DID, |_| Some(&text), None, now()).is_bound());
    assert_eq!(text.root().at("/@context/1").unwrap().as_str().unwrap(), "https://w3id.org/security/jwk/v1");
}

/// Any member anywhere replaced by anything: an answer, and bound only with the key and the issuer that were there.
#[test]
fn changed_documents_bind_nothing_else() {
    let values = ["null", "7", "[]", "{}", "\"\"", "\"#key-2\"", "\"did:web:other.example\"", "\"#key-1\"", "[null]"];
    let text = controller(
        DID,
        &format!("{},{}", method("#key-1", DID, &key(1), ""), method("#key-2", DID, &key(2), "")),
        "\"#key-1\"",
    );
    let (mut good, mut bad) = (0, 0);
    for seed in 0..4_000 {
        let mut lots = Lots(seed);
        let mut changed = text.clone();
        for _ in 0..1 + lots.below(2) {
            let value = values[lots.index(values.len())];
            let ends: Vec<usize> = changed.match_indices('"').map(|(at, _)| at).collect();
            let at = 2 * lots.index(ends.len() / 2);
            changed.replace_range(ends[at]..=ends[at + 1], value);
        }
        let Ok(parsed) = Document::parse(changed.as_bytes()) else { continue };
        for (name, owner) in [(METHOD, key(1)), ("did:web:example.edu#key-2", key(2))] {
            let binding = bind(name, DID, |_| Some(&parsed), None, now());
            if binding.is_bound() {
                good += 1;
                // Its own entry, or the other's under its name.
                let entries = [key(1), key(2)].map(|key| method(name.strip_prefix(DID).unwrap(), DID, &key, ""));
                let key = binding.key().unwrap();
                assert!(*key == owner || entries.iter().any(|entry| changed.contains(entry)), "{changed}");
            } else {
                bad += 1;
                assert!(!binding.findings().is_empty());
            }
        }
    }
    assert!(good > 100 && bad > 1_000, "{good} {bad}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: prop::test_runner::RngSeed::Fixed(9), ..ProptestConfig::default() })]

    #[test]
    fn what_reads_is_written_as_it_was(text in "did:[a-z0-9]{1,6}:[a-zA-Z0-9._:%-]{1,20}(/[a-z/]{0,4})?([?][a-z=]{0,4})?(#[a-z0-9/?]{0,4})?|\\PC{0,30}") {
        if let Ok(url) = DidUrl::parse(&text) {
            prop_assert_eq!(url.as_str(), &text);
            let query = url.query().map_or(String::new(), |query| format!("?{query}"));
            let fragment = url.fragment().map_or(String::new(), |fragment| format!("#{fragment}"));
            prop_assert_eq!(format!("{}{}{query}{fragment}", url.did(), url.path()), text.clone());
        }
        if let Ok(did) = Did::parse(&text) {
            prop_assert_eq!(format!("did:{}:{}", did.method(), did.method_specific_id()), text);
        }
    }

    #[test]
    fn addresses_come_back(text in "[a-zA-Z0-9.-]{1,8}(%3A[0-9]{1,5})?(:[a-zA-Z0-9._%-]{0,6}){0,3}") {
        if let Ok(did) = Did::parse(&format!("did:web:{text}"))
            && let Ok(url) = web::document_url(&did)
        {
            prop_assert_eq!(web::of_url(&url).unwrap(), did);
            prop_assert_eq!(String::from(url::Url::parse(&url).unwrap()), url);
        }
    }

    #[test]
    fn of_addresses_comes_back(url in "https://[a-z0-9.-]{1,8}(:[0-9]{1,5})?(/[a-zA-Z0-9._:%-]{0,6}){0,3}/did.json") {
        if let Ok(did) = web::of_url(&url) {
            prop_assert_eq!(web::document_url(&did).unwrap(), url);
        }
    }

    #[test]
    fn keys_come_back(bytes in any::<[u8; 32]>()) {
        let key = SigningKey::from_seed(&Seed::from_bytes(bytes)).verifying_key();
        let did = Did::parse(&jwk::of_key(&key)).unwrap();
        prop_assert_eq!(jwk::key_of(&did).unwrap().unwrap(), key);
    }
}
