//! Small values that the classes are made of.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, FixedOffset, Offset, SecondsFormat, TimeZone, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::vocabulary::{Term, Vocabulary};
use super::wire::{Extra, Value, Writer, push_string, serde_forms};
use super::{CREDENTIALS_V1, Version};
use crate::document::{Document, Kind, Node};
use crate::error::{Error, Result};
use crate::finding::Code;
use crate::text::quoted;

/// A context: its URL, or its content in its place (Open Badges 3.0, `Context`; JSON-LD 1.1, section 3.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Context {
    /// The URL. Contexts are never fetched: this crate knows those of the standards by heart.
    Url(String),
    /// A context that stands in the document.
    Inline(Document),
}

impl Context {
    /// The URL, if it is one.
    pub fn url(&self) -> Option<&str> {
        match self {
            Context::Url(url) => Some(url),
            Context::Inline(_) => None,
        }
    }
}

impl From<&str> for Context {
    fn from(url: &str) -> Self {
        Context::Url(url.into())
    }
}

impl Value for Context {
    fn read(node: Node<'_>, _: Version) -> Option<Self> {
        match (node.as_str(), node.kind()) {
            (Some(url), _) => Some(Context::Url(url.into())),
            (None, Kind::Object) => Some(Context::Inline(node.to_document())),
            _ => None,
        }
    }

    fn write(&self, version: Version, out: &mut Writer<'_>) {
        match self {
            Context::Url(url) => push_string(url, out),
            Context::Inline(content) => content.write(version, out),
        }
    }
}

impl Version {
    /// The version of the VC data model that a credential is in: its first context says so.
    pub(crate) fn of(credential: Node<'_>) -> Version {
        let first = credential.get("@context").and_then(|list| list.one_or_many().next());
        Version::of_url(first.and_then(Node::as_str).as_deref())
    }

    /// The same of a credential that was read or made; a list of contexts that did not fit is in `extra`.
    pub(super) fn of_parts(contexts: &[Context], extra: &Extra) -> Version {
        match (contexts, extra.get("@context")) {
            ([], Some(list)) => {
                let first = list.root().one_or_many().next();
                Version::of_url(first.and_then(Node::as_str).as_deref())
            }
            _ => Version::of_url(contexts.first().and_then(Context::url)),
        }
    }

    fn of_url(first: Option<&str>) -> Version {
        if first == Some(CREDENTIALS_V1) { Version::V1_1 } else { Version::V2_0 }
    }

    /// The name by which this crate knows a member. What version 1.1 calls `validFrom` is none that Open Badges uses.
    pub(crate) fn canonical(self, name: &str) -> &str {
        match (self, name) {
            (Version::V2_0, _) => name,
            (Version::V1_1, "issuanceDate") => "validFrom",
            (Version::V1_1, "expirationDate") => "validUntil",
            (Version::V1_1, "validFrom" | "validUntil") => "",
            (Version::V1_1, _) => name,
        }
    }

    /// The name of a member in documents of this version.
    pub(crate) fn native(self, name: &str) -> &str {
        match (self, name) {
            (Version::V1_1, "validFrom") => "issuanceDate",
            (Version::V1_1, "validUntil") => "expirationDate",
            _ => name,
        }
    }
}

/// A JSON number (`Float` of the standard), kept as the text it was read with: `3.0` stays `3.0`.
///
/// ```
/// use openbadges::model::Number;
///
/// let credits: Number = "3.0".parse()?;
/// assert_eq!((credits.as_str(), credits.to_f64()), ("3.0", 3.0));
/// assert_eq!(Number::from(36).as_str(), "36");
/// # Ok::<(), openbadges::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Number(String);

impl Number {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The nearest double; infinite for what lies beyond them.
    pub fn to_f64(&self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }
}

impl From<i32> for Number {
    fn from(number: i32) -> Self {
        Number(number.to_string())
    }
}

impl From<u32> for Number {
    fn from(number: u32) -> Self {
        Number(number.to_string())
    }
}

impl FromStr for Number {
    type Err = Error;

    /// # Errors
    /// `input.wrong-type` for what is no number in JSON.
    fn from_str(text: &str) -> Result<Self> {
        let document = Document::parse(text.as_bytes()).ok();
        match document.as_ref().and_then(|document| document.root().as_number()) {
            Some(number) if number.len() == text.len() => Ok(Number(number.into())),
            _ => {
                Err(Error::input(Code::InputWrongType, "", format!("{} is not a number as JSON has it", quoted(text))))
            }
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Value for Number {
    fn read(node: Node<'_>, _: Version) -> Option<Self> {
        node.as_number().map(|text| Number(text.into()))
    }

    fn write(&self, _: Version, out: &mut Writer<'_>) {
        out.push_str(&self.0);
    }
}

/// The index of an entry in a status list: decimal digits as a string, as the standard has it, or a number, as some
/// issuers write it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum StatusListIndex {
    /// A string.
    Text(String),
    /// A number.
    Number(Number),
}

impl StatusListIndex {
    /// The index, if it is one.
    pub fn value(&self) -> Option<u64> {
        let text = match self {
            StatusListIndex::Text(text) => text.as_str(),
            StatusListIndex::Number(number) => number.as_str(),
        };
        // `parse` would take a plus sign.
        text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten()
    }
}

impl From<u64> for StatusListIndex {
    fn from(index: u64) -> Self {
        StatusListIndex::Text(index.to_string())
    }
}

impl Value for StatusListIndex {
    fn read(node: Node<'_>, version: Version) -> Option<Self> {
        let number = Number::read(node, version).map(StatusListIndex::Number);
        number.or_else(|| String::read(node, version).map(StatusListIndex::Text))
    }

    fn write(&self, version: Version, out: &mut Writer<'_>) {
        match self {
            StatusListIndex::Text(text) => push_string(text, out),
            StatusListIndex::Number(number) => number.write(version, out),
        }
    }
}

impl<V: Vocabulary> Value for Term<V> {
    fn read(node: Node<'_>, _: Version) -> Option<Self> {
        match node.as_str()?.parse() {
            Ok(term) => Some(term),
            Err(never) => match never {},
        }
    }

    fn write(&self, _: Version, out: &mut Writer<'_>) {
        push_string(self.as_str(), out);
    }
}

impl Value for DateTimeZ {
    fn read(node: Node<'_>, _: Version) -> Option<Self> {
        node.as_str()?.parse().ok()
    }

    fn write(&self, _: Version, out: &mut Writer<'_>) {
        push_string(&self.text, out);
    }
}

serde_forms!(Context);
serde_forms!(Number);
serde_forms!(StatusListIndex);

/// A date and time with its zone (`DateTimeZ` of the standard), kept as the text it was read with.
///
/// ```
/// use openbadges::model::DateTimeZ;
///
/// let read: DateTimeZ = "2026-05-01T09:00:00.000+00:00".parse()?;
/// assert_eq!(read.as_str(), "2026-05-01T09:00:00.000+00:00");
/// assert_eq!(read.at().timestamp(), 1_777_626_000);
/// # Ok::<(), openbadges::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateTimeZ {
    text: String,
    at: DateTime<FixedOffset>,
}

impl DateTimeZ {
    /// `at` in whole seconds as `YYYY-MM-DDThh:mm:ssZ`, the form in which this crate issues; fractions are dropped,
    /// so that a JWT's `nbf` and `exp` can be equal to it.
    pub fn whole_seconds(at: DateTime<Utc>) -> Self {
        let at = Utc.timestamp_opt(at.timestamp(), 0).single().unwrap_or(at);
        DateTimeZ { text: at.to_rfc3339_opts(SecondsFormat::Secs, true), at: at.with_timezone(&Utc.fix()) }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The moment.
    pub fn at(&self) -> DateTime<FixedOffset> {
        self.at
    }
}

impl From<DateTime<Utc>> for DateTimeZ {
    /// As [`whole_seconds`](DateTimeZ::whole_seconds).
    fn from(at: DateTime<Utc>) -> Self {
        DateTimeZ::whole_seconds(at)
    }
}

impl FromStr for DateTimeZ {
    type Err = Error;

    /// # Errors
    /// `input.not-a-time` for what is not an `xsd:dateTime` with a zone.
    fn from_str(text: &str) -> Result<Self> {
        // RFC 3339 lets a space or a small t or z stand where xsd:dateTime has only T and Z, seconds go to 60 and zones
        // to a day; the library takes other characters for a minus.
        const LARGEST_ZONE: i32 = 14 * 3600;
        let strict = text.is_ascii()
            && text.as_bytes().get(10) == Some(&b'T')
            && text.get(17..19) != Some("60")
            && !text.ends_with('z');
        match DateTime::parse_from_rfc3339(text) {
            Ok(at) if strict && at.offset().local_minus_utc().abs() <= LARGEST_ZONE => {
                Ok(DateTimeZ { text: text.into(), at })
            }
            _ => {
                let message = format!("{} is not a date and time with a zone", quoted(text));
                Err(Error::input(Code::InputNotTime, "", message))
            }
        }
    }
}

impl fmt::Display for DateTimeZ {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Serialize for DateTimeZ {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for DateTimeZ {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: prop::test_runner::RngSeed::Fixed(9), ..ProptestConfig::default() })]

        #[test]
        fn whole_seconds_come_back(seconds in -30_000_000_000i64..200_000_000_000, nanos in 0u32..1_000_000_000) {
            let at = DateTime::from_timestamp(seconds, nanos).unwrap();
            let time = DateTimeZ::whole_seconds(at);
            prop_assert_eq!(time.at().timestamp(), seconds);
            prop_assert_eq!(time.as_str().parse::<DateTimeZ>().unwrap(), time);
        }

        #[test]
        fn no_text_panics(text in r"[0-9T:Z+. -]{0,30}|\PC{0,20}") {
            if let Ok(time) = text.parse::<DateTimeZ>() {
                prop_assert_eq!(time.as_str(), text);
            }
        }
    }

    #[test]
    fn times_keep_their_text() {
        for text in ["2010-01-01T00:00:00Z", "2010-01-01T00:00:00.123456+05:30", "2010-01-01T00:00:00+00:00"] {
            assert_eq!(text.parse::<DateTimeZ>().unwrap().as_str(), text);
        }
        for bad in [
            "2010-01-01",
            "2010-01-01T00:00:00",
            "2010-01-01 00:00:00Z",
            "2010-01-01t00:00:00z",
            "2010-13-01T00:00:00Z",
            "2010-01-01T00:00:00\u{2212}05:00",
            "2010-01-01T00:00:00+23:59",
            "2010-01-01T00:00:60Z",
            "",
        ] {
            assert_eq!(bad.parse::<DateTimeZ>().unwrap_err().code(), Code::InputNotTime, "{bad}");
        }
        let at = DateTime::parse_from_rfc3339("2026-05-01T11:00:00.999+02:00").unwrap().to_utc();
        assert_eq!(DateTimeZ::whole_seconds(at).as_str(), "2026-05-01T09:00:00Z");
    }

    #[test]
    fn numbers_keep_their_text() {
        for text in ["3.0", "-0", "1E+2", "123456789012345678901234567890", "0.10"] {
            assert_eq!(text.parse::<Number>().unwrap().as_str(), text);
        }
        for bad in ["", " 1", "1 ", "01", "+1", "1.", "NaN", "\"1\"", "[1]"] {
            assert_eq!(bad.parse::<Number>().unwrap_err().code(), Code::InputWrongType, "{bad}");
        }
    }

    #[test]
    fn indexes_are_digits() {
        assert_eq!(StatusListIndex::from(94_567).value(), Some(94_567));
        for (text, value) in [("007", Some(7)), ("+7", None), ("", None), ("99999999999999999999", None)] {
            assert_eq!(StatusListIndex::Text(text.into()).value(), value, "{text}");
        }
    }

    #[test]
    fn versions_name_the_dates() {
        for name in ["validFrom", "validUntil", "name"] {
            for version in [Version::V1_1, Version::V2_0] {
                assert_eq!(version.canonical(version.native(name)), name);
            }
        }
        assert_eq!(Version::V1_1.canonical("validFrom"), "");
        assert_eq!(Version::V2_0.canonical("issuanceDate"), "issuanceDate");
    }
}
