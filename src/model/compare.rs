//! Which credentials are the same, and which replaces which.

use super::{AchievementCredential, DateTimeZ, EndorsementCredential};

/// How a credential stands to another (Open Badges 3.0, "Credential Equality and Comparison").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Comparison {
    /// It is another credential.
    Different,
    /// It is the same credential, and neither replaces the other.
    Same,
    /// It is the same credential, and newer: it replaces the other.
    Newer,
    /// It is the same credential, and older: the other replaces it.
    Older,
}

/// What decides: the ids of issuer and credential, and from when it is valid.
struct Identity<'c>(&'c str, &'c str, &'c DateTimeZ);

fn compare(one: &Identity<'_>, other: &Identity<'_>) -> Comparison {
    if plain(one.0) != plain(other.0) || plain(one.1) != plain(other.1) {
        return Comparison::Different;
    }
    match one.2.at().cmp(&other.2.at()) {
        std::cmp::Ordering::Equal => Comparison::Same,
        std::cmp::Ordering::Greater => Comparison::Newer,
        std::cmp::Ordering::Less => Comparison::Older,
    }
}

/// A URI with its percent-encoding resolved where it is one, then trimmed.
fn plain(uri: &str) -> Vec<u8> {
    let mut plain = Vec::with_capacity(uri.len());
    let mut rest = uri.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let digit = |b: &u8| char::from(*b).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        let encoded = match (first, tail) {
            (b'%', [high, low, after @ ..]) => digit(high).zip(digit(low)).map(|(h, l)| (h << 4 | l, after)),
            _ => None,
        };
        let (byte, after) = encoded.unwrap_or((*first, tail));
        plain.push(byte);
        rest = after;
    }
    match std::str::from_utf8(&plain) {
        Ok(text) => text.trim().as_bytes().to_vec(),
        Err(_) => plain.trim_ascii().to_vec(),
    }
}

impl AchievementCredential {
    /// How this credential stands to another: they are the same if the ids of issuer and credential are, and the one with
    /// the later `validFrom` replaces the other. Nothing is said of whether either is genuine.
    ///
    /// ```
    /// use openbadges::Document;
    /// use openbadges::model::{AchievementCredential, Comparison, DateTimeZ};
    ///
    /// let badge = include_bytes!("../../fixtures/golden/critical-thinking.json");
    /// let first = AchievementCredential::read(&Document::parse(badge)?)?;
    /// let mut second = first.clone();
    /// second.valid_from = "2026-09-01T00:00:00Z".parse()?;
    /// assert_eq!(second.compare(&first), Comparison::Newer);
    /// # Ok::<(), openbadges::Error>(())
    /// ```
    pub fn compare(&self, other: &Self) -> Comparison {
        compare(&self.identity(), &other.identity())
    }

    fn identity(&self) -> Identity<'_> {
        Identity(self.issuer.id(), &self.id, &self.valid_from)
    }
}

impl EndorsementCredential {
    /// How this credential stands to another, see [`AchievementCredential::compare`].
    pub fn compare(&self, other: &Self) -> Comparison {
        compare(&self.identity(), &other.identity())
    }

    fn identity(&self) -> Identity<'_> {
        Identity(self.issuer.id(), &self.id, &self.valid_from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_compared_decoded_and_trimmed() {
        let (early, late) = ("2026-01-01T00:00:00Z".parse().unwrap(), "2026-01-01T00:00:00.5Z".parse().unwrap());
        let same_moment = "2026-01-01T01:00:00+01:00".parse().unwrap();
        let of = |issuer, id, at| Identity(issuer, id, at);
        let base = of("https://a.example/ü", "urn:x:%31", &early);
        for (other, expected) in [
            (of("https://a.example/%C3%bc ", "urn:x:1", &early), Comparison::Same),
            (of("https://a.example/ü", " urn:x:1", &same_moment), Comparison::Same),
            (of("https://a.example/ü", "urn:x:1%20%0a", &early), Comparison::Same),
            (of("https://a.example/ü", "urn:x:1", &late), Comparison::Older),
            (of("https://a.example/u", "urn:x:1", &early), Comparison::Different),
            (of("https://a.example/ü", "urn:x:%2531", &early), Comparison::Different),
            (of("https://a.example/ü", "urn:x:1%", &early), Comparison::Different),
        ] {
            assert_eq!(compare(&base, &other), expected, "{} {}", other.0, other.1);
        }
        assert_eq!(compare(&of("a:b", "c:d", &late), &of("a:b", "c:d", &early)), Comparison::Newer);
        assert_eq!(plain("%zz%4"), b"%zz%4");
        assert_eq!(plain("%ff%20"), b"\xff");
    }
}
