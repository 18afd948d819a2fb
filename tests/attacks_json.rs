//! Attacks on readers of JSON: the badge itself, and the payload and the header of a JWT.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice, missing_docs)]

#[path = "common/attack.rs"]
mod attack;

use attack::*;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use openbadges::finding::Code;
use openbadges::key::Signer;
use openbadges::proof::jwt::{self, JwtOptions};
use openbadges::verify::{Resources, Verdict};
use serde_json::{Value, json};

/// The payload of the golden badge as JWT.
fn payload() -> String {
    let token = jwt::sign(&document(&unsigned(golden())), &college(), &JwtOptions::kid(method_of(&college()))).unwrap();
    String::from_utf8(BASE64.decode(token.split('.').nth(1).unwrap()).unwrap()).unwrap()
}

fn header() -> String {
    json!({"alg": "EdDSA", "kid": method_of(&college())}).to_string()
}

/// A compact JWS of any bytes, signed by the issuer: what is wrong is the JSON alone.
fn token(header: &[u8], payload: &[u8]) -> String {
    let text = format!("{}.{}", BASE64.encode(header), BASE64.encode(payload));
    format!("{text}.{}", BASE64.encode(college().sign(text.as_bytes()).unwrap()))
}

/// A document with one member more in front.
fn with(text: &str, member: &[u8]) -> Vec<u8> {
    let rest = text.trim_start().strip_prefix('{').unwrap();
    [b"{", member, b",", rest.as_bytes()].concat()
}

fn target() -> Target {
    Target::golden()
}

fn jwt_target() -> Target {
    Target::new(token(header().as_bytes(), payload().as_bytes()), Resources::new())
}

/// In the badge, in a payload and in a header: the same fault, at the same place.
#[track_caller]
fn everywhere(member: &[u8], verdict: Verdict, code: Code, pointer: &str) {
    target().refuses(with(GOLDEN, member), verdict, code, pointer);
    jwt_target().refuses(token(header().as_bytes(), &with(&payload(), member)), verdict, code, pointer);
    jwt_target().refuses(token(&with(&header(), member), payload().as_bytes()), verdict, code, pointer);
}

#[test]
fn members_that_stand_twice() {
    for (member, pointer) in [
        (r#""a":1,"a":1"#, "/a"),
        (r#""a":1,"\u0061":2"#, "/a"),
        (r#""\u0061":1,"a":2"#, "/a"),
        (r#""":1,"":2"#, "/"),
        (r#""a/b":1,"a\/b":2"#, "/a~1b"),
        (r#""x":{"y":[{"z":1,"\u007a":2}]}"#, "/x/y/0/z"),
        (r#""\ud83d\ude00":1,"😀":2"#, "/😀"),
        (r#""__proto__":1,"__proto__":2"#, "/__proto__"),
    ] {
        everywhere(member.as_bytes(), Verdict::NotVerified, Code::JsonDuplicateMember, pointer);
    }
    // Members that decide: which badge, whose, how it is signed.
    let twice = |text: &str, name: &str, value: Value| {
        with(text, format!("\"\\u{:04x}{}\":{value}", u32::from(name.as_bytes()[0]), &name[1..]).as_bytes())
    };
    for (name, value) in [
        ("id", json!("urn:x:1")),
        ("issuer", json!("urn:x:1")),
        ("type", json!([])),
        ("proof", json!([])),
        ("@context", json!([])),
    ] {
        let bad = twice(GOLDEN, name, value);
        target().refuses(bad, Verdict::NotVerified, Code::JsonDuplicateMember, &format!("/{name}"));
    }
    for (name, value) in [("iss", json!("urn:x:1")), ("nbf", json!(1)), ("sub", json!("urn:x:1"))] {
        let bad = token(header().as_bytes(), &twice(&payload(), name, value));
        jwt_target().refuses(bad, Verdict::NotVerified, Code::JsonDuplicateMember, &format!("/{name}"));
    }
    for (name, value) in [("alg", json!("none")), ("kid", json!("urn:x:1"))] {
        let bad = token(&twice(&header(), name, value), payload().as_bytes());
        jwt_target().refuses(bad, Verdict::NotVerified, Code::JsonDuplicateMember, &format!("/{name}"));
    }
}

#[test]
fn what_is_no_json() {
    for value in [
        "NaN",
        "Infinity",
        "-Infinity",
        "nan",
        "undefined",
        "None",
        "True",
        "01",
        "-01",
        "+1",
        ".5",
        "1.",
        "1e",
        "1e+",
        "0x10",
        "1_000",
        "--1",
        "'text'",
        "text",
        "\"open",
        "\"\\x41\"",
        "\"\\u12\"",
        "\"\\u{41}\"",
        "\"\\\n\"",
        "\"a\nb\"",
        "\"a\tb\"",
        "\"a\u{0}b\"",
        "\"a\u{1f}b\"",
        "1 /* comment */",
        "1 // comment\n",
        "1 # comment\n",
        "[1,]",
        "[,1]",
        "[1 2]",
        "{\"a\":1,}",
        "{\"a\" 1}",
        "{a:1}",
        "{1:1}",
        "{\"a\":}",
        "[1}",
        "{\"a\":1]",
        "1,,\"y\":1",
        "\u{a0}1",
        "\u{2028}1",
        "\u{feff}1",
        "\u{b}1",
        "\u{0}",
        "1\u{0}",
        "`1`",
        "1n",
        "/1/",
        "new Date()",
        "",
    ] {
        everywhere(format!("\"x\":{value}").as_bytes(), Verdict::NotVerified, Code::JsonSyntax, "");
    }
}

#[test]
fn halves_of_surrogate_pairs() {
    for value in [
        r#""\ud800""#,
        r#""\udfff""#,
        r#""\udc00\ud800""#,
        r#""\ud800\u0041""#,
        r#""\ud800\ud800""#,
        r#""\ud800 \udc00""#,
        r#"["\uDBFF"]"#,
        r#"{"\ud800":1}"#,
    ] {
        everywhere(format!("\"x\":{value}").as_bytes(), Verdict::NotVerified, Code::JsonSyntax, "");
    }
}

#[test]
fn bytes_that_are_no_utf8() {
    for bytes in [
        &b"\xff"[..],
        b"\x80",
        // Cut off, longer than need be, beyond the last character, a half of a pair.
        b"\xe2\x82",
        b"\xc0\x80",
        b"\xc1\xbf",
        b"\xe0\x80\x80",
        b"\xf0\x80\x80\x80",
        b"\xf4\x90\x80\x80",
        b"\xf5\x80\x80\x80",
        b"\xed\xa0\x80",
    ] {
        everywhere(&[b"\"x\":\"", bytes, b"\""].concat(), Verdict::NotVerified, Code::JsonNotUtf8, "");
        everywhere(&[b"\"", bytes, b"\":1"].concat(), Verdict::NotVerified, Code::JsonNotUtf8, "");
    }
}

/// Nobody knows what is behind the limit: it is not called wrong, nor read.
#[test]
fn more_than_is_read() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[{\"a\":", "}]")] {
        let deep = |close: &str| format!("\"x\":{}1{close}", open.repeat(10_000));
        for member in [deep(&close.repeat(10_000)), deep("")] {
            everywhere(member.as_bytes(), Verdict::Undecided, Code::JsonTooDeep, "");
        }
    }
    let values = |count: usize| format!("\"x\":[0{}]", ",0".repeat(count));
    everywhere(values(100_000).as_bytes(), Verdict::Undecided, Code::JsonTooManyValues, "");
    everywhere(values(1_000_000).as_bytes(), Verdict::Undecided, Code::JsonTooLarge, "");
    let members: String = (0..30_000).map(|i| format!("\"{i}\":1,")).collect();
    everywhere(format!("\"x\":{{{members}\"y\":1}}").as_bytes(), Verdict::Undecided, Code::JsonTooManyValues, "");
    let long = format!("\"x\":\"{}\"", "a".repeat(2_000_000));
    everywhere(long.as_bytes(), Verdict::Undecided, Code::JsonTooLarge, "");
    // Before anything else is looked at.
    for bytes in [vec![b'{'; 2_000_000], vec![b'['; 2_000_000], vec![b' '; 2_000_000], vec![b'e'; 2_000_000]] {
        for policy in policies() {
            assert!(!target().under(&policy, &bytes).verdict().is_verified());
        }
    }
}

/// Numbers too large, too small and too long for a machine's: as members that nobody knows, and where a number belongs.
#[test]
fn huge_numbers() {
    let long = ["9".repeat(100_000), format!("0.{}", "9".repeat(100_000)), format!("1e{}", "9".repeat(100_000))];
    let numbers = ["1e400", "-1e400", "1e-400", "1E+999999999999", "-0"].map(str::to_owned);
    for number in numbers.into_iter().chain(long) {
        let member = format!("\"x\":{number}");
        target().refuses(with(GOLDEN, member.as_bytes()), Verdict::NotVerified, Code::JsonLdUndefinedMember, "/x");
        let bad = token(&with(&header(), member.as_bytes()), payload().as_bytes());
        jwt_target().refuses(bad, Verdict::NotVerified, Code::JwtBadHeader, "/x");
        // As a member of the payload only the issuer can sign it, and it is warned of. As a claim it is no date.
        let own: Value = serde_json::from_str(&payload()).unwrap();
        let nbf = format!("\"nbf\":{}", own["nbf"]);
        let bad = payload().replacen(&nbf, &format!("\"nbf\":{number}"), 1);
        assert_ne!(bad, payload());
        let code = if number == "-0" { Code::JwtClaimMismatch } else { Code::JwtClaimMalformed };
        jwt_target().refuses(token(header().as_bytes(), bad.as_bytes()), Verdict::NotVerified, code, "/nbf");
    }
    let credits =
        |number: &str| GOLDEN.replacen("\"identifier\"", &format!("\"creditsEarned\": {number}, \"identifier\""), 1);
    let pointer = "/credentialSubject/creditsEarned";
    for number in ["1e400", "-1e400"] {
        target().refuses(credits(number), Verdict::Undecided, Code::JsonLdUnsupported, pointer);
    }
    for number in ["1e-400", "1e308", "90", "0.000000000000000000000000000001"] {
        target().refuses(credits(number), Verdict::NotVerified, Code::ProofSignatureInvalid, "/proof");
    }
}

/// A NUL by its escape is a character like others: it cuts no text short.
#[test]
fn nul_in_a_text() {
    let cut = |badge: &mut Value, pointer: &str| {
        let text = badge.pointer(pointer).unwrap().as_str().unwrap().to_owned();
        *badge.pointer_mut(pointer).unwrap() = format!("{text}\u{0}.mallory.example").into();
    };
    for (pointer, code, at) in [
        ("/name", Code::ProofSignatureInvalid, "/proof"),
        ("/issuer/id", Code::ModelWrongValue, "/issuer/id"),
        ("/credentialSubject/id", Code::ModelWrongValue, "/credentialSubject/id"),
        ("/proof/verificationMethod", Code::ModelWrongValue, "/proof/verificationMethod"),
    ] {
        let bad = tampered(&golden(), |badge| cut(badge, pointer));
        target().refuses(bad.to_string(), Verdict::NotVerified, code, at);
    }
    let bad = tampered(&serde_json::from_str(&payload()).unwrap(), |payload| cut(payload, "/iss"));
    let bad = token(header().as_bytes(), bad.to_string().as_bytes());
    jwt_target().refuses(bad, Verdict::NotVerified, Code::JwtClaimMismatch, "/iss");
}

#[test]
fn what_stands_around_a_badge() {
    let badge = GOLDEN.trim();
    let wide = |order: fn(u16) -> [u8; 2]| badge.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let no_json = |bytes: Vec<u8>, code| target().refuses(bytes, Verdict::NotVerified, code, "");
    for bytes in [
        [b"\xEF\xBB\xBF", badge.as_bytes()].concat(),
        [badge.as_bytes(), b"\0"].concat(),
        [badge, badge].concat().into_bytes(),
        format!("{badge} x").into_bytes(),
        format!("{badge},").into_bytes(),
        format!("{badge}\u{feff}").into_bytes(),
        format!("{badge} // a badge").into_bytes(),
        format!("\u{c}{badge}").into_bytes(),
        badge.as_bytes()[..badge.len() - 1].to_vec(),
        wide(u16::to_le_bytes),
    ] {
        no_json(bytes, Code::JsonSyntax);
    }
    for bytes in [
        Vec::new(),
        b" \r\n\t".to_vec(),
        b"null".to_vec(),
        b"\0".to_vec(),
        b"\x1f\x8b\x08\0\0".to_vec(),
        [b"\xEF\xBB\xBF\xEF\xBB\xBF", badge.as_bytes()].concat(),
        [b"\0", badge.as_bytes()].concat(),
        wide(u16::to_be_bytes),
        [b"\xFF\xFE", wide(u16::to_le_bytes).as_slice()].concat(),
        json!(badge).to_string().into_bytes(),
        format!("/* a badge */ {badge}").into_bytes(),
        format!(")]}}',\n{badge}").into_bytes(),
        format!("f({badge})").into_bytes(),
        format!("\u{a0}{badge}").into_bytes(),
        format!("\u{2028}{badge}").into_bytes(),
    ] {
        no_json(bytes, Code::FormatUnknown);
    }
    for bytes in [format!("[{badge}]"), format!("[{badge},{badge}]"), "[]".into()] {
        target().refuses(bytes, Verdict::NotVerified, Code::ModelWrongType, "");
    }
    for (header, payload, code) in [
        (header().into_bytes(), [b"\xEF\xBB\xBF", payload().as_bytes()].concat(), Code::JsonSyntax),
        (header().into_bytes(), [payload().as_bytes(), b"\0"].concat(), Code::JsonSyntax),
        (header().into_bytes(), [payload().as_bytes(), payload().as_bytes()].concat(), Code::JsonSyntax),
        (header().into_bytes(), Vec::new(), Code::JsonSyntax),
        (header().into_bytes(), format!("[{}]", payload()).into_bytes(), Code::JwtNotJws),
        (header().into_bytes(), json!(payload()).to_string().into_bytes(), Code::JwtNotJws),
        (header().into_bytes(), b"null".to_vec(), Code::JwtNotJws),
        ([header().as_bytes(), b"\0"].concat(), payload().into_bytes(), Code::JsonSyntax),
        ([header().as_bytes(), header().as_bytes()].concat(), payload().into_bytes(), Code::JsonSyntax),
        ([b"\xEF\xBB\xBF", header().as_bytes()].concat(), payload().into_bytes(), Code::FormatUnknown),
        (format!("[{}]", header()).into_bytes(), payload().into_bytes(), Code::FormatUnknown),
        (Vec::new(), payload().into_bytes(), Code::FormatUnknown),
    ] {
        jwt_target().refuses(token(&header, &payload), Verdict::NotVerified, code, "");
    }
}

/// Whatever a single byte is changed to, no policy takes what is not the same badge.
#[test]
fn every_byte_changed() {
    let jwt = token(header().as_bytes(), payload().as_bytes()).into_bytes();
    for (target, good) in [(target(), GOLDEN.as_bytes().to_vec()), (jwt_target(), jwt)] {
        target.verifies();
        let same = |bytes: &[u8]| {
            let parsed = |bytes: &[u8]| serde_json::from_slice::<Value>(bytes).ok();
            bytes.trim_ascii() == good.trim_ascii() || parsed(bytes).is_some_and(|value| Some(value) == parsed(&good))
        };
        // Every seventeenth, with a different change each time.
        for i in (0..good.len()).step_by(17) {
            let mut bad = good.clone();
            bad[i] ^= 1 << (i % 8);
            let report = target.under(&policies()[i % 3], &bad);
            assert!(!report.verdict().is_verified() || same(&bad), "byte {i}: {report}");
        }
        for i in (0..good.len()).step_by(97) {
            for bad in [good[..i].to_vec(), good[i + 1..].to_vec(), [&good[..i], &good[i + 1..]].concat()] {
                let report = target.under(&policies()[i % 3], &bad);
                assert!(!report.verdict().is_verified() || same(&bad), "cut at {i}: {report}");
            }
        }
    }
}
