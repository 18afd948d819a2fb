//! Small values that the classes are made of.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, FixedOffset, Offset, SecondsFormat, TimeZone, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::{Error, Result};
use crate::finding::Code;
use crate::text::quoted;

/// Members that the class does not define, in the order they were read; they are written back after its own.
pub type Extra = serde_json::Map<String, serde_json::Value>;

/// A list that may be written as its single item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum OneOrMany<T> {
    /// Written as an array.
    Many(Vec<T>),
    /// Written as the item itself.
    One(T),
}

impl<T> OneOrMany<T> {
    /// The items, however they are written.
    pub fn as_slice(&self) -> &[T] {
        match self {
            OneOrMany::Many(items) => items,
            OneOrMany::One(item) => std::slice::from_ref(item),
        }
    }

    /// Iterates over the items.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.as_slice().iter()
    }
}

impl OneOrMany<String> {
    /// The `type` of a class: an array of one name.
    pub(crate) fn class(name: &str) -> Self {
        OneOrMany::Many(vec![name.into()])
    }
}

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

impl FromStr for DateTimeZ {
    type Err = Error;

    /// # Errors
    /// `input.not-a-time` for what is not an `xsd:dateTime` with a zone.
    fn from_str(text: &str) -> Result<Self> {
        // RFC 3339 lets a space or a small t or z stand where xsd:dateTime has only T and Z.
        let strict = text.as_bytes().get(10) == Some(&b'T') && !text.ends_with('z');
        match DateTime::parse_from_rfc3339(text) {
            Ok(at) if strict => Ok(DateTimeZ { text: text.into(), at }),
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
            "",
        ] {
            assert_eq!(bad.parse::<DateTimeZ>().unwrap_err().code(), Code::InputNotTime, "{bad}");
        }
        let at = DateTime::parse_from_rfc3339("2026-05-01T11:00:00.999+02:00").unwrap().to_utc();
        assert_eq!(DateTimeZ::whole_seconds(at).as_str(), "2026-05-01T09:00:00Z");
    }

    #[test]
    fn one_or_many_keeps_its_form() {
        for text in ["\"a\"", "[\"a\"]", "[]"] {
            let list: OneOrMany<String> = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&list).unwrap(), text);
        }
    }
}
