//! The vectors of RFC 8785 and its authors, the edges of each rule, and properties of any JSON.

use proptest::prelude::*;
use serde_json::{Map, Number, Value};

use super::*;
use crate::Limits;
use crate::common::{Lots, conformance};

fn form(text: &str) -> String {
    jcs(&Document::parse(text.as_bytes()).unwrap()).unwrap()
}

#[test]
fn the_official_documents() {
    let Some(folder) = conformance() else { return };
    let folder = folder.join("vectors/jcs");
    let mut count = 0;
    for entry in std::fs::read_dir(folder.join("input")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap();
        let ours = jcs(&Document::parse(&std::fs::read(&path).unwrap()).unwrap()).unwrap();
        assert_eq!(ours.as_bytes(), std::fs::read(folder.join("output").join(name)).unwrap(), "{name:?}");
        let hex = std::fs::read_to_string(folder.join("outhex").join(name).with_extension("txt")).unwrap();
        let bytes: Vec<u8> = hex.split_whitespace().map(|byte| u8::from_str_radix(byte, 16).unwrap()).collect();
        assert_eq!(ours.as_bytes(), bytes, "{name:?}");
        count += 1;
    }
    assert_eq!(count, 6);
}

#[test]
fn the_numbers_of_appendix_b() {
    let Some(folder) = conformance() else { return };
    let samples = std::fs::read(folder.join("vectors/jcs/rfc8785-appendix-b.json")).unwrap();
    let samples: Vec<Value> = serde_json::from_slice(&samples).unwrap();
    let (mut good, mut refused) = (0, 0);
    for sample in &samples {
        let bits = u64::from_str_radix(sample["ieee754_hex"].as_str().unwrap(), 16).unwrap();
        let ours = ecmascript(f64::from_bits(bits));
        assert_eq!(ours.is_none(), sample["error"].as_bool().unwrap(), "{sample}");
        assert_eq!(ours.as_deref(), sample["expected"].as_str(), "{sample}");
        match ours {
            Some(_) => good += 1,
            None => refused += 1,
        }
    }
    assert_eq!((good, refused), (24, 2));
}

#[test]
fn ten_thousand_numbers() {
    let Some(folder) = conformance() else { return };
    let lines = std::fs::read_to_string(folder.join("vectors/jcs/es6-numbers-10000.txt")).unwrap();
    for line in lines.lines() {
        let (bits, expected) = line.split_once(',').unwrap();
        let double = f64::from_bits(u64::from_str_radix(bits, 16).unwrap());
        assert_eq!(ecmascript(double).as_deref(), Some(expected), "{line}");
        // However it was written.
        for text in [expected, &format!("{double:e}"), &format!("{double:E}"), &format!("{double:.1100}")] {
            assert_eq!(form(text), expected, "{line} {text}");
        }
    }
    assert_eq!(lines.lines().count(), 10_000);
}

#[test]
fn numbers_at_the_edges() {
    for (text, expected) in [
        ("0", "0"),
        ("-0", "0"),
        ("-0.0", "0"),
        ("0e9", "0"),
        ("-0E-9", "0"),
        ("1e-400", "0"),
        ("-1e-400", "0"),
        ("1e0", "1"),
        ("-1.0", "-1"),
        ("10e-1", "1"),
        ("999999999999999", "999999999999999"),
        ("-999999999999999", "-999999999999999"),
        ("9007199254740991", "9007199254740991"),
        ("9007199254740993", "9007199254740992"),
        ("9007199254740993.00000000000000000001", "9007199254740994"),
        ("123456789012345678901234567890", "1.2345678901234568e+29"),
        ("1e20", "100000000000000000000"),
        ("999999999999999934463", "999999999999999900000"),
        ("999999999999999999999", "1e+21"),
        ("1e21", "1e+21"),
        ("-1E+21", "-1e+21"),
        ("1.5e300", "1.5e+300"),
        ("1.7976931348623157e308", "1.7976931348623157e+308"),
        ("1.7976931348623158e308", "1.7976931348623157e+308"),
        ("0.001", "0.001"),
        ("1e-6", "0.000001"),
        ("-1.25e-6", "-0.00000125"),
        ("0.00000099999999999999999", "0.000001"),
        ("1e-7", "1e-7"),
        ("0.000000123", "1.23e-7"),
        ("5e-324", "5e-324"),
        ("4.9406564584124654e-324", "5e-324"),
        ("2.2250738585072014e-308", "2.2250738585072014e-308"),
        ("0.30000000000000004", "0.30000000000000004"),
        ("0.3", "0.3"),
        ("0.1", "0.1"),
        // Halfway between two texts of the fewest digits: the even one.
        ("1125899906842624.25", "1125899906842624.2"),
        ("1125899906842624.75", "1125899906842624.8"),
        ("2.98023223876953125e-8", "2.9802322387695312e-8"),
        // The nearest text of 16 digits, 5.684341886080801e-14, is another double.
        ("5.684341886080801486968994140625e-14", "5.684341886080802e-14"),
    ] {
        assert_eq!(form(text), expected, "{text}");
    }
    assert_eq!(ecmascript(0.1 + 0.2).unwrap(), "0.30000000000000004");
}

#[test]
fn numbers_beyond_a_double_are_refused() {
    let long = format!("1{}", "0".repeat(400));
    for text in ["1e400", "1E400", "-1e400", "1.7976931348623159e308", "1e99999999999999999999", &long] {
        let document = Document::parse(format!("{{\"b\":[0,{text}],\"a\":1}}").as_bytes()).unwrap();
        let error = jcs(&document).unwrap_err();
        assert_eq!((error.code(), error.kind()), (Code::CanonFailed, ErrorKind::Input), "{text}");
        let finding = error.findings().next().unwrap();
        assert_eq!(finding.pointer(), "/b/1");
        assert!(finding.value().unwrap().starts_with(text.get(..5).unwrap()));
    }
    let error = jcs(&Document::parse(b"1e400").unwrap()).unwrap_err();
    assert_eq!(error.to_string(), "the document cannot be canonicalized: `1e400` is too large for a double");
}

#[test]
fn members_are_in_the_order_of_utf16() {
    // U+1F600 is D83D DE00 in UTF-16, before U+E000, though its code point is greater.
    assert_eq!(form(r#"{"\ue000":1,"\ud83d\ude00":2,"\ud7ff":3}"#), "{\"\u{d7ff}\":3,\"😀\":2,\"\u{e000}\":1}");
    assert_eq!(form("{\"\u{ffff}\":1,\"\u{10ffff}\":2}"), "{\"\u{10ffff}\":2,\"\u{ffff}\":1}");
    assert_eq!(
        form("{\"a\u{fb33}\":1,\"a😂b\":2,\"a😂a\":3,\"a\":4}"),
        "{\"a\":4,\"a😂a\":3,\"a😂b\":2,\"a\u{fb33}\":1}"
    );
    // By what the names are, not by how they were written; quotes and colons are no part of them.
    assert_eq!(form(r#"{"b":1,"a!":3,"\u0061":2}"#), r#"{"a":2,"a!":3,"b":1}"#);
    assert_eq!(form(r#"{"10":1,"9":2,"":3,"B":4,"a":5,"\"":6}"#), r#"{"":3,"\"":6,"10":1,"9":2,"B":4,"a":5}"#);
}

#[test]
fn strings_have_as_few_escapes_as_there_can_be() {
    assert_eq!(form(r#""\u0008\u0009\u000a\u000C\u000d""#), r#""\b\t\n\f\r""#);
    assert_eq!(form(r#""\u0000\u000B\u001F\u007f""#), "\"\\u0000\\u000b\\u001f\u{7f}\"");
    assert_eq!(form(r#""\u0022\u005C\/\u002f\u0061""#), r#""\"\\//a""#);
    assert_eq!(form(r#""\u20AC\ud83D\uDE00\u2028\ufeff\uffff""#), "\"€😀\u{2028}\u{feff}\u{ffff}\"");
    // Nothing is normalized.
    assert_eq!(form("\"A\u{30a}\u{c5}<>&'\""), "\"A\u{30a}\u{c5}<>&'\"");
    for control in 0..0x20 {
        let text = format!("{{\"\\u{control:04X}\":\"x\\u{control:04x}y\"}}");
        let escape = serde_json::to_string(&char::from(control)).unwrap();
        let inner = escape.trim_matches('"');
        assert_eq!(form(&text), format!("{{{escape}:\"x{inner}y\"}}"));
    }
    // Half of a surrogate pair has no UTF-8, and the parser has refused it before.
    for half in [r#""\ud800""#, r#""\udfff""#, r#""\ude00\ud83d""#, r#"{"\ud83dx":1}"#] {
        assert_eq!(Document::parse(half.as_bytes()).unwrap_err().code(), Code::JsonSyntax);
    }
}

#[test]
fn any_value_can_be_the_root() {
    for text in ["null", "true", "false", "\"\"", "[]", "{}", "[[],{}]"] {
        assert_eq!(form(&format!(" {text}\n")), text);
    }
    let document = Document::parse(br#"{"b": {"y": [ ], "x": 1.0}, "a": 1e400}"#).unwrap();
    let mut out = "before ".to_owned();
    push(document.root().get("b").unwrap(), &mut out).unwrap();
    assert_eq!(out, r#"before {"x":1,"y":[]}"#);
}

#[test]
fn the_largest_documents() {
    let deep = format!("{}1.0{}", "[".repeat(64), "]".repeat(64));
    assert_eq!(form(&deep), deep.replace("1.0", "1"));
    let names: Vec<_> = (10_000..25_999).map(|i| format!("\"{}{i}\":0", "é".repeat(10))).collect();
    let backwards: Vec<_> = names.iter().rev().map(String::as_str).collect();
    assert_eq!(form(&format!("{{{}}}", backwards.join(", "))), format!("{{{}}}", names.join(",")));
    // A number as long as a document may be takes no more than reading it.
    let digits = format!("0.{}", "1".repeat(Limits::default().bytes() - 2));
    assert_eq!(form(&digits), "0.1111111111111111");
}

/// Any JSON value, numbers as doubles or integers, names from few characters that sort differently in UTF-8 and UTF-16.
fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1000i32..1000, 0u8..5).prop_map(|(n, places)| Value::from(f64::from(n) / 10f64.powi(places.into()))),
        r#"(?s)([\x00-\x1f"\\a/é😀]|.){0,12}"#.prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 8, |inner| {
        let name = "[\\x01a\"é\u{d7ff}\u{e000}\u{ffff}😀\u{10ffff}]{0,3}";
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
            prop::collection::vec((name, inner), 0..8).prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// The value in another text: members in any order, white space and escapes anywhere, numbers in other forms.
fn scrawl(value: &Value, lots: &mut Lots, out: &mut String) {
    blank(lots, out);
    match value {
        Value::Null | Value::Bool(_) => out.push_str(&value.to_string()),
        Value::Number(number) => {
            let double = number.as_f64().unwrap();
            match lots.below(3) {
                0 => out.push_str(&number.to_string()),
                1 => out.push_str(&format!("{double:E}")),
                _ => out.push_str(&format!("{double:.1100}")),
            }
        }
        Value::String(text) => scrawl_string(text, lots, out),
        Value::Array(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                out.push_str(if i > 0 { "," } else { "" });
                scrawl(item, lots, out);
            }
            out.push(']');
        }
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().map(|member| (lots.next(), member)).collect();
            members.sort_by_key(|(lot, _)| *lot);
            out.push('{');
            for (i, (_, (name, value))) in members.into_iter().enumerate() {
                out.push_str(if i > 0 { "," } else { "" });
                blank(lots, out);
                scrawl_string(name, lots, out);
                blank(lots, out);
                out.push(':');
                scrawl(value, lots, out);
            }
            out.push('}');
        }
    }
    blank(lots, out);
}

fn blank(lots: &mut Lots, out: &mut String) {
    out.push_str(match lots.below(3) {
        0 => "",
        1 => " ",
        _ => "\r\n\t",
    });
}

fn scrawl_string(text: &str, lots: &mut Lots, out: &mut String) {
    out.push('"');
    let seldom = lots.below(2) == 0;
    for c in text.chars() {
        let must = c < ' ' || matches!(c, '"' | '\\');
        if !must && (seldom || lots.below(2) == 0) {
            out.push(c);
        } else {
            out.extend(c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04X}")));
        }
    }
    out.push('"');
}

/// The value with every number as a double, as JCS takes them.
fn doubles(value: &Value) -> Value {
    match value {
        // Negative zero is zero.
        Value::Number(number) => Value::from(number.as_f64().unwrap() + 0.0),
        Value::Array(items) => items.iter().map(doubles).collect(),
        Value::Object(members) => {
            Value::Object(members.iter().map(|(name, value)| (name.clone(), doubles(value))).collect::<Map<_, _>>())
        }
        other => other.clone(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, rng_seed: prop::test_runner::RngSeed::Fixed(4), ..ProptestConfig::default() })]

    /// One text for one value, and it is that value.
    #[test]
    fn one_form_for_one_value(value in values(), lot in any::<u64>()) {
        let canonical = form(&value.to_string());
        let mut other = String::new();
        scrawl(&value, &mut Lots(lot), &mut other);
        prop_assert_eq!(&form(&other), &canonical, "{}", other);
        prop_assert_eq!(&form(&canonical), &canonical);
        prop_assert_eq!(doubles(&serde_json::from_str(&canonical).unwrap()), doubles(&value));
    }

    /// Another implementation finds the same digits, and they give the same double; also where the double lies halfway
    /// between two texts (few binary places), or at a power of two.
    #[test]
    fn digits(double in prop_oneof![
        any::<u64>().prop_map(f64::from_bits),
        (1u64..1 << 53, 0i32..60).prop_map(|(n, places)| n as f64 / 2f64.powi(places)),
        (-1074i32..1024).prop_map(|exponent| 2f64.powi(exponent)),
    ]) {
        let ours = ecmascript(double);
        prop_assert_eq!(ours.is_some(), double.is_finite());
        if let (Some(ours), Some(theirs)) = (ours, Number::from_f64(double)) {
            prop_assert_eq!(ours.parse::<f64>().unwrap(), double);
            let digits = |text: &str| {
                let mantissa = text.split('e').next().unwrap().replace(['-', '.'], "");
                mantissa.trim_matches('0').to_owned()
            };
            prop_assert_eq!(digits(&ours), digits(&theirs.to_string()));
        }
    }

    /// Whatever parses has a canonical form or an error, and the form is its own.
    #[test]
    fn any_text(text in r#"([\[\]{},: 0-9.eE+-]|"a"|"\\u0062"|"\\ud83d\\ude00"|null|true|1e40|"[^"\\\x00-\x1f]{0,3}":){0,20}"#) {
        let Ok(document) = Document::parse(text.as_bytes()) else { return Ok(()) };
        match jcs(&document) {
            Ok(canonical) => prop_assert_eq!(&form(&canonical), &canonical),
            Err(error) => prop_assert_eq!(error.code(), Code::CanonFailed),
        }
    }
}
