use proptest::prelude::*;

use super::claims::numeric_date;
use super::*;
use crate::key::{Seed, SigningKey};
use crate::model::DateTimeZ;

const DOCUMENT: &str = r#"{"@context": ["https://www.w3.org/ns/credentials/v2"], "id": "urn:x:1", "issuer": {"id": "did:example:i"},
    "validFrom": "2026-05-01T09:00:00Z", "credentialSubject": {"id": "did:example:l"}, "score": [1.50,  "é\u00e9"]}"#;
const NBF: &str = "1777626000";

fn key() -> SigningKey {
    SigningKey::from_seed(&Seed::from_bytes([7; 32]))
}

/// A token with just this header and this payload, signed or not: reading does not ask.
fn token(header: &str, payload: &str) -> String {
    let length = if header.contains("RS256") { 256 } else { 64 };
    let signature = jwk::encode(&vec![7; length]);
    format!("{}.{}.{signature}", jwk::encode(header.as_bytes()), jwk::encode(payload.as_bytes()))
}

fn found<T>(result: Result<T>) -> Vec<(Code, String)> {
    let findings = result.err().map(Error::into_findings).unwrap_or_default();
    findings.iter().map(|finding| (finding.code(), finding.pointer().to_owned())).collect()
}

fn places(expected: &[(Code, &str)]) -> Vec<(Code, String)> {
    expected.iter().map(|(code, place)| (*code, (*place).to_owned())).collect()
}

fn read(text: &str) -> Vec<(Code, String)> {
    found(Token::read(text.as_bytes()))
}

#[test]
fn headers() {
    use Code::*;
    let ours = key().verifying_key().to_jwk();
    let private = key().to_jwk().replace("{", r#"{"alg":"EdDSA","#);
    let with_jwk = |jwk: &str| format!(r#"{{"alg":"EdDSA","jwk":{jwk}}}"#);
    let p256 = SigningKey::generate(Algorithm::Es256, |b| {
        b.fill(7);
        Ok::<_, &str>(())
    });
    let p256 = p256.unwrap().verifying_key().to_jwk();
    #[rustfmt::skip]
    let cases: &[(&str, &[(Code, &str)])] = &[
        (r#"{"alg":"EdDSA","kid":"k"}"#, &[]),
        (r#"{"alg":"Ed25519","kid":"k","typ":"JWT"}"#, &[]),
        (r#"{"alg":"ES256","kid":"k","typ":"vc+jwt"}"#, &[]),
        (r#"{"alg":"RS256","kid":"k","typ":"application/VC+LD+JWT"}"#, &[]),
        (&with_jwk(&ours), &[]),
        (r#"{"kid":"k"}"#, &[(JwtBadHeader, "")]),
        (r#"{"alg":7,"kid":"k"}"#, &[(JwtBadHeader, "/alg")]),
        // The algorithm comes first, and then nothing else counts.
        (r#"{"alg":"none","crit":["x"]}"#, &[(JwtInsecureAlgorithm, "/alg")]),
        (r#"{"alg":"nOnE","kid":"k"}"#, &[(JwtInsecureAlgorithm, "/alg")]),
        (r#"{"alg":"HS256","kid":"k"}"#, &[(JwtInsecureAlgorithm, "/alg")]),
        (r#"{"alg":"hs512","kid":"k"}"#, &[(JwtInsecureAlgorithm, "/alg")]),
        (r#"{"alg":"ES384","kid":"k","crit":[]}"#, &[(JwtUnknownAlgorithm, "/alg")]),
        (r#"{"alg":"PS256","kid":"k"}"#, &[(JwtUnknownAlgorithm, "/alg")]),
        (r#"{"alg":"ES256K","kid":"k"}"#, &[(JwtUnknownAlgorithm, "/alg")]),
        (r#"{"alg":"rs256","kid":"k"}"#, &[(JwtUnknownAlgorithm, "/alg")]),
        (r#"{"alg":"EdDSA"}"#, &[(JwtBadHeader, "")]),
        (r#"{"alg":"EdDSA","kid":7}"#, &[(JwtBadHeader, "/kid")]),
        (r#"{"alg":"EdDSA","kid":""}"#, &[(JwtBadHeader, "/kid")]),
        (r#"{"alg":"EdDSA","kid":"k","typ":"at+jwt"}"#, &[(JwtBadHeader, "/typ")]),
        (r#"{"alg":"EdDSA","kid":"k","typ":null}"#, &[(JwtBadHeader, "/typ")]),
        (r#"{"alg":"EdDSA","crit":["b64"],"b64":false,"kid":"k","jku":"https://example.org"}"#,
            &[(JwtBadHeader, "/crit"), (JwtBadHeader, "/b64"), (JwtBadHeader, "/jku")]),
        (r#"{"alg":"EdDSA","kid":"k","x5u":"https://example.org","cty":"x","iat":1}"#,
            &[(JwtBadHeader, "/x5u"), (JwtBadHeader, "/cty"), (JwtBadHeader, "/iat")]),
        (r#"{"alg":"EdDSA","alg":"EdDSA","kid":"k"}"#, &[(JsonDuplicateMember, "/alg")]),
        (&with_jwk(&private), &[(KeySecret, "/jwk/d")]),
        (&with_jwk(&p256), &[(JwtWrongKey, "/jwk")]),
        (&with_jwk("7"), &[(KeyNotJwk, "/jwk")]),
        ("[]", &[(JwtNotJws, "")]),
        ("{", &[(JsonSyntax, "")]),
    ];
    for (header, expected) in cases {
        assert_eq!(read(&token(header, "{}")), places(expected), "{header}");
    }
}

#[test]
fn forms() {
    let good = token(r#"{"alg":"EdDSA","kid":"k"}"#, "{}");
    assert!(read(&good).is_empty());
    assert_eq!(Token::read(format!(" \r\n{good}\n").as_bytes()).unwrap().as_str(), good);
    let (rest, signature) = good.rsplit_once('.').unwrap();
    let (header, payload) = rest.split_once('.').unwrap();
    // 64 bytes leave four bits of the last character spare.
    let spare = format!("{}B", signature.strip_suffix('w').unwrap());
    let short = jwk::encode(&[7; 63]);
    for bad in [
        "".to_owned(),
        ".".into(),
        "..".into(),
        rest.to_owned(),
        format!("{good}."),
        format!("{good}.a.b"),
        format!("{rest}.{signature}=="),
        format!("{rest}.{spare}"),
        format!("{rest}.{short}"),
        format!("{rest}."),
        format!("{header}..{signature}"),
        format!("{header}=.{payload}.{signature}"),
        format!("{header}. {payload}.{signature}"),
        format!("{header}.{payload}.{}", signature.replacen('B', "+", 1)),
        format!("{header}.{payload}\n.{signature}"),
        format!("{header}.{payload}.{signature}é"),
        format!("{header}.{}.{signature}", jwk::encode(b"[]")),
    ] {
        let codes: Vec<Code> = read(&bad).into_iter().map(|(code, _)| code).collect();
        // A part that is nothing is base64url, but no JSON.
        let is_empty = bad.split('.').count() == 3 && bad.split('.').take(2).any(str::is_empty);
        let expected = if is_empty { Code::JsonSyntax } else { Code::JwtNotJws };
        assert_eq!(codes, [expected], "{bad}");
    }
    assert_eq!(found(Token::read(b"\xff.\xff.\xff")), places(&[(Code::JwtNotJws, "")]));
    let not_utf8 = format!("{header}.{}.{signature}", jwk::encode(b"{\"a\":\"\xff\"}"));
    assert_eq!(read(&not_utf8), places(&[(Code::JsonNotUtf8, "")]));
    // Before it is decoded.
    let limits = Limits::default().with_bytes(good.len());
    assert!(Token::read_within(good.as_bytes(), &limits).is_ok());
    let long = found(Token::read_within(format!("{good} ").as_bytes(), &limits));
    assert_eq!(long, places(&[(Code::JsonTooLarge, "")]));
    let message = Token::read(token(r#"{"alg":"EdDSA","kid":"k"}"#, "{").as_bytes()).unwrap_err().to_string();
    assert!(message.starts_with("in the payload of the token: not JSON at line 1"), "{message}");
}

#[test]
fn looks_like_a_token() {
    for header in [r#"{"alg":1}"#, "{ }", "{\n}", " {}", "\n{}", "\r\n{}", "\t{}"] {
        assert!(Token::looks_like(jwk::encode(header.as_bytes()).as_bytes()), "{header:?}");
    }
    for json in ["", " ", "{}", " {", "[]", "\"e\"", "1", "-1", "true", "false", "null", "\u{feff}{}"] {
        assert!(!Token::looks_like(json.as_bytes()), "{json}");
    }
}

fn claims_of(payload: &str) -> Result<(Document, Vec<Finding>)> {
    claims::credential(&Document::parse(payload.as_bytes()).unwrap(), &Limits::default())
}

#[test]
fn claims_and_members_agree() {
    use Code::*;
    let credential = DOCUMENT.strip_suffix('}').unwrap();
    let all = r#""iss":"did:example:i","jti":"urn:x:1","sub":"did:example:l","nbf":1777626000"#;
    let with = |claims: &str| format!("{credential},{claims}}}");
    let but = |from: &str, to: &str| with(all).replacen(from, to, 1);
    #[rustfmt::skip]
    let cases: &[(String, &[(Code, &str)])] = &[
        (with(all), &[]),
        (with(&format!(r#"{all},"iat":1.5,"aud":["a"]"#)), &[]),
        (with(&format!(r#"{all},"iat":"1","aud":7"#)), &[(JwtClaimMalformed, "/iat"), (JwtClaimMalformed, "/aud")]),
        (with(r#""iat":1"#), &[(JwtClaimMissing, ""), (JwtClaimMissing, ""), (JwtClaimMissing, ""), (JwtClaimMissing, "")]),
        (with(r#""iss":"x","jti":"x","sub":"x","nbf":0,"exp":0"#),
            &[(JwtClaimMismatch, "/iss"), (JwtClaimMismatch, "/jti"), (JwtClaimMismatch, "/sub"), (JwtClaimMismatch, "/nbf")]),
        (with(r#""iss":1,"jti":null,"sub":[],"nbf":"1777626000","exp":1e9"#),
            &[(JwtClaimMalformed, "/iss"), (JwtClaimMalformed, "/jti"), (JwtClaimMalformed, "/sub"), (JwtClaimMalformed, "/nbf"), (JwtClaimMalformed, "/exp")]),
        (but(r#"{"id": "did:example:i"}"#, r#""did:example:i""#), &[]),
        (but(r#"{"id": "did:example:i"}"#, "{}"), &[(JwtClaimMismatch, "/iss")]),
        (but(r#""issuer""#, r#""issuers""#), &[(JwtClaimMismatch, "/iss")]),
        (but(r#""id": "urn:x:1","#, ""), &[(JwtClaimMismatch, "/jti")]),
        (but(r#""validFrom""#, r#""issuanceDate""#), &[(JwtClaimMismatch, "/nbf")]),
        (but("09:00:00Z", "09:00:00"), &[(JwtClaimMismatch, "/nbf")]),
        (but("09:00:00Z", "11:00:00+02:00"), &[]),
        (but("09:00:00Z", "09:00:00.000Z"), &[]),
        (but("09:00:00Z", "09:00:00.001Z"), &[(JwtClaimMismatch, "/nbf")]),
        (but(NBF, "1777626000.0"), &[]),
        (but(NBF, "1777626000.000000001"), &[(JwtClaimMismatch, "/nbf")]),
        (but(NBF, "1777626000.0000000001"), &[(JwtClaimMalformed, "/nbf")]),
        (but(NBF, "99999999999999999999999999"), &[(JwtClaimMalformed, "/nbf")]),
        (but(NBF, "-1777626000"), &[(JwtClaimMismatch, "/nbf")]),
        (but(r#"{"id": "did:example:l"}"#, r#"[{"id": "did:example:l"}]"#), &[]),
        (but(r#"{"id": "did:example:l"}"#, r#"[{"id": "did:example:l"},{}]"#), &[(JwtClaimMismatch, "/sub")]),
        (but(r#"{"id": "did:example:l"}"#, "{}"), &[(JwtClaimMismatch, "/sub")]),
        (but(r#""sub":"did:example:l","#, ""), &[(JwtClaimMissing, "")]),
        (with(&format!(r#"{all},"validUntil":"2027-01-01T00:00:00Z","exp":1798761600"#)), &[]),
        (with(&format!(r#"{all},"validUntil":"2027-01-01T00:00:00Z","exp":1798761601"#)), &[(JwtClaimMismatch, "/exp")]),
        (with(&format!(r#"{all},"validUntil":"2027-01-01T00:00:00Z""#)), &[(JwtClaimMissing, "")]),
        (with(&format!(r#"{all},"exp":999999999999999"#)), &[(JwtClaimMalformed, "/exp")]),
        ("{}".into(), &[(JwtClaimMissing, ""), (JwtClaimMissing, ""), (JwtClaimMissing, "")]),
    ];
    for (payload, expected) in cases {
        assert_eq!(found(claims_of(payload)), places(expected), "{payload}");
    }
}

#[test]
fn what_is_left_is_the_credential() {
    let credential = DOCUMENT.strip_suffix('}').unwrap();
    let payload = format!(
        r#"{{"exp":1798761600.5,"iat":1,"aud":"a",{},"iss":"did:example:i","jti":"urn:x:1","sub":"did:example:l","nbf":{NBF}}}"#,
        credential.strip_prefix('{').unwrap()
    );
    let (document, warnings) = claims_of(&payload).unwrap();
    assert_eq!(warnings, []);
    assert!(document.as_str().contains(r#""score":[1.50,  "é\u00e9"]"#), "{}", document.as_str());
    let expected = format!(r#"{credential},"validUntil":"2027-01-01T00:00:00.500Z"}}"#);
    assert_eq!(document, Document::parse(expected.as_bytes()).unwrap());

    // Neither claim nor id: odd, and said.
    let without = payload.replace(r#"{"id": "did:example:l"}"#, "{}").replace(r#","sub":"did:example:l""#, "");
    let (_, warnings) = claims_of(&without).unwrap();
    let said: Vec<_> = warnings.iter().map(|f| (f.code(), f.severity())).collect();
    assert_eq!(said, [(Code::JwtClaimMissing, crate::finding::Severity::Warning)]);
}

#[test]
fn tokens_of_version_1_1() {
    use Code::*;
    let claims = r#""iss":"did:example:i","jti":"urn:x:1","sub":"did:example:l","nbf":1777626000,"exp":1798761600"#;
    let context = r#""@context":["https://www.w3.org/2018/credentials/v1"]"#;
    let of = |vc: &str| format!(r#"{{{claims},"vc":{vc}}}"#);
    let all = format!(
        r#"{{{context}, "id":"urn:x:1","issuer":"did:example:i","issuanceDate":"2026-05-01T09:00:00Z","expirationDate":"2027-01-01T00:00:00Z","credentialSubject":{{"id":"did:example:l"}}}}"#
    );
    // Byte for byte where nothing is filled in.
    assert_eq!(claims_of(&of(&all)).unwrap().0.as_str(), all);
    let all = Document::parse(all.as_bytes()).unwrap();
    let bare = format!(r#"{{{context},"credentialSubject":{{}}}}"#);
    assert_eq!(claims_of(&of(&bare)).unwrap().0, all);
    let (filled, _) =
        claims_of(&of(&format!(r#"{{{context},"issuer":{{"name":"I"}},"credentialSubject":[{{}}]}}"#))).unwrap();
    assert_eq!(filled.root().get("issuer").unwrap().raw(), r#"{"name":"I","id":"did:example:i"}"#);
    assert_eq!(filled.root().get("credentialSubject").unwrap().raw(), r#"[{"id":"did:example:l"}]"#);
    let cases: &[(String, &[(Code, &str)])] = &[
        (of("7"), &[(JwtClaimMalformed, "/vc")]),
        (of(&format!("{{{context}}}")), &[(JwtClaimMismatch, "/sub")]),
        (of(&format!(r#"{{{context},"credentialSubject":"x"}}"#)), &[(JwtClaimMismatch, "/sub")]),
        (of(&all.as_str().replace("09:00:00", "09:00:01")), &[(JwtClaimMismatch, "/nbf")]),
        (of(&all.as_str().replace("2027", "2028")), &[(JwtClaimMismatch, "/exp")]),
        (of(&all.as_str().replace("urn:x:1", "urn:x:2")), &[(JwtClaimMismatch, "/jti")]),
        (
            of(&bare).replacen('{', r#"{"type":"x","credentialSubject":{},"name":"x","#, 1),
            &[(JwtTwoCredentials, "/type"), (JwtTwoCredentials, "/credentialSubject")],
        ),
        (format!(r#"{{"vc":{bare}}}"#), &[(JwtClaimMissing, ""), (JwtClaimMissing, ""), (JwtClaimMissing, "")]),
    ];
    for (payload, expected) in cases {
        assert_eq!(found(claims_of(payload)), places(expected), "{payload}");
    }
}

#[test]
fn dates_are_exact() {
    assert_eq!(numeric_date("0"), Some(0));
    assert_eq!(numeric_date("-0.5"), Some(-500_000_000));
    assert_eq!(numeric_date("9007199254740993"), None);
    assert_eq!(numeric_date("900719925474099"), Some(900_719_925_474_099_000_000_000));
    for text in ["", "-", ".", "1.", "1e3", "+1", "1.0000000000", "--1"] {
        assert!(numeric_date(text).is_none() || text == "1.", "{text}");
    }
}

#[test]
fn what_is_not_issued() {
    use Code::*;
    let but = |from: &str, to: &str| DOCUMENT.replacen(from, to, 1);
    let issued =
        |text: &str, options: &JwtOptions| found(sign(&Document::parse(text.as_bytes()).unwrap(), &key(), options));
    #[rustfmt::skip]
    let cases: &[(String, &[(Code, &str)])] = &[
        (DOCUMENT.into(), &[]),
        ("[]".into(), &[(JwtNotIssuable, "")]),
        (but(r#""score""#, r#""iss": 1, "vc": {}, "nbf""#), &[(JwtNotIssuable, "/iss"), (JwtNotIssuable, "/vc"), (JwtNotIssuable, "/nbf")]),
        (but("ns/credentials/v2", "2018/credentials/v1"), &[(JwtNotIssuable, "")]),
        (but(r#""id": "urn:x:1","#, ""), &[(JwtNotIssuable, "")]),
        (but(r#"{"id": "did:example:i"}"#, "{}"), &[(JwtNotIssuable, "/issuer")]),
        (but(r#"{"id": "did:example:l"}"#, "{}"), &[(JwtNotIssuable, "/credentialSubject")]),
        (but(r#"{"id": "did:example:l"}"#, "[{},{}]"), &[(JwtNotIssuable, "/credentialSubject")]),
        (but(r#""credentialSubject""#, r#""x""#), &[(JwtNotIssuable, "")]),
        (but("00:00Z", "00:00.5Z"), &[(JwtNotIssuable, "/validFrom")]),
        (but("00:00Z", "00:00"), &[(JwtNotIssuable, "/validFrom")]),
        (but(r#""score""#, r#""validUntil": "2027-01-01T00:00:00.001Z", "score""#), &[(JwtNotIssuable, "/validUntil")]),
        ("{}".into(), &[(JwtNotIssuable, ""), (JwtNotIssuable, ""), (JwtNotIssuable, ""), (JwtNotIssuable, "")]),
    ];
    for (text, expected) in cases {
        assert_eq!(issued(text, &JwtOptions::jwk()), places(expected), "{text}");
    }
    assert_eq!(issued(DOCUMENT, &JwtOptions::kid("key-1")), places(&[(InputNotUri, "")]));
    let long = but("did:example:i", &format!("did:example:{}", "i".repeat(800_000)));
    assert_eq!(issued(&long, &JwtOptions::jwk()), places(&[(JsonTooLarge, "")]));
    let error =
        sign(&Document::parse(but(r#"{"id": "did:example:l"}"#, "{}").as_bytes()).unwrap(), &key(), &JwtOptions::jwk());
    assert_eq!(
        error.unwrap_err().to_string(),
        "at /credentialSubject: the credential has no `credentialSubject.id`, of which the claim `sub` is made; give the recipient an id, or secure the credential with an embedded proof"
    );
}

#[test]
fn what_a_token_holds() {
    let credential = Document::parse(DOCUMENT.as_bytes()).unwrap();
    let header = |options: &JwtOptions| {
        let text = sign(&credential, &key(), options).unwrap();
        String::from_utf8(jwk::decode(text.split('.').next().unwrap()).unwrap()).unwrap()
    };
    let public = key().verifying_key().to_jwk();
    assert_eq!(header(&JwtOptions::kid("urn:x:k")), r#"{"alg":"EdDSA","typ":"JWT","kid":"urn:x:k"}"#);
    assert_eq!(header(&JwtOptions::jwk().without_typ()), format!(r#"{{"alg":"EdDSA","jwk":{public}}}"#));
    let both = format!(r#"{{"alg":"EdDSA","typ":"JWT","kid":"urn:x:k","jwk":{public}}}"#);
    assert_eq!(header(&JwtOptions::jwk().with_kid("urn:x:k")), both);

    let text = sign(&credential, &key(), &JwtOptions::jwk()).unwrap();
    let token = Token::read(text.as_bytes()).unwrap();
    let claims = format!(r#","iss":"did:example:i","jti":"urn:x:1","sub":"did:example:l","nbf":{NBF}}}"#);
    let compact = credential.to_compact();
    assert_eq!(token.payload().as_str(), compact.strip_suffix('}').unwrap().to_owned() + &claims);
    assert_eq!(token.credential().unwrap().as_str(), compact);
    assert_eq!((token.kid(), token.jwk(), token.as_str()), (None, Some(&key().verifying_key()), &*text));
    assert_eq!(token.warnings().unwrap(), []);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: prop::test_runner::RngSeed::Fixed(11), ..ProptestConfig::default() })]

    #[test]
    fn what_is_signed_comes_back(id in "[a-z:]{1,20}", name in "\\PC{0,12}", text in "(?s).{0,20}", at in 0i64..253_402_300_799, end: Option<u32>) {
        let date = |at: i64| DateTimeZ::whole_seconds(chrono::DateTime::from_timestamp(at, 0).unwrap());
        let mut credential = serde_json::json!({
            format!("x{name}"): text, "id": id, "issuer": text, "validFrom": date(at), "credentialSubject": {"id": name},
        });
        if let Some(end) = end {
            credential["validUntil"] = serde_json::json!(date(end.into()));
        }
        let credential = Document::of(&credential).unwrap();
        let text = sign(&credential, &key(), &JwtOptions::jwk()).unwrap();
        let token = Token::read(text.as_bytes()).unwrap();
        token.check(&key().verifying_key()).unwrap();
        prop_assert_eq!(token.credential().unwrap(), credential);
    }

    #[test]
    fn nothing_panics(text in "\\PC{0,60}", header in "\\PC{0,40}", payload in prop::collection::vec("(\"(iss|nbf|exp|vc|id|issuer|sub|credentialSubject)\":(\\{\\}|\\[\\]|-?[0-9.]{1,30}|\"x\"),?)", 0..6)) {
        let _ = Token::read(text.as_bytes());
        let _ = Token::read(token(&header, "{}").as_bytes());
        let payload = format!("{{{}}}", payload.concat().trim_end_matches(','));
        if let Ok(token) = Token::read(token(r#"{"alg":"EdDSA","kid":"k"}"#, &payload).as_bytes()) {
            let _ = token.credential();
        }
        if let Ok(document) = Document::parse(payload.as_bytes()) {
            let _ = sign(&document, &key(), &JwtOptions::jwk());
        }
    }
}
