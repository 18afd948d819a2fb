//! What a credential links to, pinned by digest: `relatedResource` (VC Data Model 2.0, section 5.3).

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256, Sha384, Sha512};

use crate::document::{Kind, Node};
use crate::key::multibase;

/// The members of a pin. Nothing else may stand in it: its id is that of what it pins, and more would be a second
/// description of that.
pub(crate) const MEMBERS: [&str; 4] = ["id", "mediaType", "digestSRI", "digestMultibase"];

/// Whether bytes are those that were pinned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pinned {
    /// A digest fits, and none differs.
    Fits,
    /// A digest differs.
    Differs,
    /// There is no digest, or none of a form and an algorithm that this crate knows: nothing was checked.
    Unknown,
}

/// Digests that are strong enough, the stronger the later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Algorithm {
    Sha256,
    Sha384,
    Sha512,
}

impl Algorithm {
    const ALL: [Algorithm; 3] = [Algorithm::Sha256, Algorithm::Sha384, Algorithm::Sha512];

    /// Its name in Subresource Integrity.
    fn name(self) -> &'static str {
        match self {
            Algorithm::Sha256 => "sha256",
            Algorithm::Sha384 => "sha384",
            Algorithm::Sha512 => "sha512",
        }
    }

    /// Its code in multihashes.
    fn code(self) -> u8 {
        match self {
            Algorithm::Sha256 => 0x12,
            Algorithm::Sha384 => 0x20,
            Algorithm::Sha512 => 0x13,
        }
    }

    fn length(self) -> usize {
        match self {
            Algorithm::Sha256 => 32,
            Algorithm::Sha384 => 48,
            Algorithm::Sha512 => 64,
        }
    }

    fn digest(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Algorithm::Sha256 => Sha256::digest(bytes).to_vec(),
            Algorithm::Sha384 => Sha384::digest(bytes).to_vec(),
            Algorithm::Sha512 => Sha512::digest(bytes).to_vec(),
        }
    }
}

/// What the credential pins, in its order: the URL, and the node for [`pinned`]. A URL by itself, without a digest, is
/// listed too: it was meant to be pinned.
pub(crate) fn pins(credential: Node<'_>) -> impl Iterator<Item = (Cow<'_, str>, Node<'_>)> {
    let list = credential.get("relatedResource").into_iter().flat_map(Node::one_or_many);
    list.filter_map(|pin| Some((pin.as_str().or_else(|| pin.get("id")?.as_str())?, pin)))
}

/// Whether the bytes are those that an item of `relatedResource` pins.
///
/// In `digestSRI` the strongest algorithm counts, and one of several digests by it is enough (Subresource Integrity,
/// section 3.3.4); a `digestMultibase` must fit by itself, each of several.
pub(crate) fn pinned(resource: Node<'_>, bytes: &[u8]) -> Pinned {
    let texts = |name: &str| resource.get(name).into_iter().flat_map(Node::one_or_many).filter_map(Node::as_str);
    let mut hashed = Hashed { bytes, digests: Vec::new() };
    let mut verdicts = Vec::new();

    let mut expressions: Vec<(Algorithm, Vec<u8>)> = Vec::new();
    for text in texts("digestSRI") {
        expressions.extend(text.split_ascii_whitespace().filter_map(expression));
    }
    if let Some(strongest) = expressions.iter().map(|(algorithm, _)| *algorithm).max() {
        let own = hashed.by(strongest);
        verdicts.push(expressions.iter().any(|(algorithm, digest)| *algorithm == strongest && digest == own));
    }
    for (algorithm, digest) in texts("digestMultibase").filter_map(|text| multihash(&text)) {
        verdicts.push(hashed.by(algorithm) == digest);
    }
    match verdicts.as_slice() {
        [] => Pinned::Unknown,
        all if all.iter().all(|fits| *fits) => Pinned::Fits,
        _ => Pinned::Differs,
    }
}

/// The `digestSRI` of bytes.
///
/// Of the two forms the one that leaves nothing open: an algorithm by its name and base64, which browsers and command
/// lines make and check as they are, where `digestMultibase` has a choice of bases and tables of codes.
pub(crate) fn sri(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

/// Bytes that are hashed by each algorithm once at most.
struct Hashed<'b> {
    bytes: &'b [u8],
    digests: Vec<(Algorithm, Vec<u8>)>,
}

impl Hashed<'_> {
    fn by(&mut self, algorithm: Algorithm) -> &[u8] {
        let at = self.digests.iter().position(|(known, _)| *known == algorithm).unwrap_or_else(|| {
            self.digests.push((algorithm, algorithm.digest(self.bytes)));
            self.digests.len() - 1
        });
        self.digests.get(at).map(|(_, digest)| digest.as_slice()).unwrap_or_default()
    }
}

/// One digest of Subresource Integrity: `sha384-…`, perhaps with options after a question mark, which say nothing yet.
fn expression(text: &str) -> Option<(Algorithm, Vec<u8>)> {
    let (name, value) = text.split_once('-')?;
    let algorithm = Algorithm::ALL.into_iter().find(|known| known.name().eq_ignore_ascii_case(name))?;
    let value = value.split_once('?').map_or(value, |(value, _)| value);
    let decoded = |value: &str| base64(value).filter(|digest| digest.len() == algorithm.length());
    // The first edition of VC Data Model 2.0 has multibase's `M` before the digests of its examples, and so have others.
    let digest = decoded(value).or_else(|| decoded(value.strip_prefix(['M', 'm'])?))?;
    Some((algorithm, digest))
}

/// base64 in either alphabet, padded or not.
fn base64(text: &str) -> Option<Vec<u8>> {
    // Longer than any digest in it.
    if text.len() > 100 {
        return None;
    }
    let bare = text.strip_suffix("==").or_else(|| text.strip_suffix('=')).unwrap_or(text);
    if bare.len() < text.len() && !text.len().is_multiple_of(4) {
        return None;
    }
    STANDARD_NO_PAD.decode(bare).or_else(|_| URL_SAFE_NO_PAD.decode(bare)).ok()
}

/// A digest whose text says its base, its algorithm and its length (Data Integrity 1.0, section 2.6).
fn multihash(text: &str) -> Option<(Algorithm, Vec<u8>)> {
    Algorithm::ALL.into_iter().find_map(|algorithm| {
        let bytes = match algorithm {
            Algorithm::Sha256 => based::<34>(text),
            Algorithm::Sha384 => based::<50>(text),
            Algorithm::Sha512 => based::<66>(text),
        }?;
        match bytes.as_slice() {
            [code, length, digest @ ..] => {
                let is_own = *code == algorithm.code() && usize::from(*length) == algorithm.length();
                is_own.then(|| (algorithm, digest.to_vec()))
            }
            _ => None,
        }
    })
}

/// Just `N` bytes in base58btc or base64url.
fn based<const N: usize>(text: &str) -> Option<Vec<u8>> {
    match text.strip_prefix('u') {
        Some(digits) if digits.len() <= 2 * N => URL_SAFE_NO_PAD.decode(digits).ok().filter(|bytes| bytes.len() == N),
        Some(_) => None,
        None => multibase::decode::<N>(text).map(|bytes| bytes.to_vec()),
    }
}

/// Whether a node has just what a pin has.
pub(crate) fn is_pin(node: Node<'_>) -> bool {
    node.kind() == Kind::Object && node.members().all(|(name, _)| MEMBERS.contains(&&*name))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::Document;

    fn of(members: &str, bytes: &[u8]) -> Pinned {
        let document = Document::parse(format!("{{\"id\": \"urn:x:1\", {members}}}").as_bytes()).unwrap();
        pinned(document.root(), bytes)
    }

    fn by_sri(text: &str, bytes: &[u8]) -> Pinned {
        of(&format!("\"digestSRI\": \"{text}\""), bytes)
    }

    fn by_multibase(text: &str, bytes: &[u8]) -> Pinned {
        of(&format!("\"digestMultibase\": \"{text}\""), bytes)
    }

    /// The example of Subresource Integrity, section 3.1.
    const ALERT: &[u8] = b"alert('Hello, world.');";
    const ALERT_384: &str = "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO";
    const ALERT_512: &str =
        "sha512-Q2bFTOhEALkN8hOms2FKTDLy7eugP2zFZ1T8LCvX42Fp3WoNr3bjZSAHeOsHrbV1Fu9/A0EzCinRE7Af1ofPrw==";

    #[test]
    fn subresource_integrity() {
        use Pinned::*;
        assert_eq!(sri(ALERT), ALERT_384);
        assert_eq!(by_sri(ALERT_384, ALERT), Fits);
        assert_eq!(by_sri(ALERT_384, b"alert('Hello, world!');"), Differs);
        let (url_safe, empty) =
            (ALERT_512.trim_end_matches('=').replace('/', "_"), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        let several = format!("{ALERT_384} {ALERT_512}");
        let weaker_differs = format!("{empty} {ALERT_384}");
        let one_of_two = format!("{} {ALERT_384}", sri(b""));
        for (text, expected) in [
            (ALERT_512, Fits),
            (&url_safe, Fits),
            (&several, Fits),
            (&weaker_differs, Fits),
            (&one_of_two, Fits),
            (&format!("{ALERT_384}?ct=application/javascript"), Fits),
            (&ALERT_384.replace("sha384-", "SHA384-M"), Fits),
            (&ALERT_384.replace("sha384-", "sha384-M").replace("H8BR", "h8BR"), Differs),
            (&format!("md5-xxx {ALERT_384}"), Fits),
            // The strongest decides, whatever the weaker say.
            (&format!("{ALERT_384} {}", ALERT_512.replace("Q2b", "Q3b")), Differs),
            (empty, Differs),
            // Unknown, weak, cut short, or in no base: nothing was checked.
            ("sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=", Unknown),
            ("md5-1B2M2Y8AsgTpgAmY7PhCfg==", Unknown),
            ("sha3_384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO", Unknown),
            ("sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6x", Unknown),
            ("sha384-H8BRh8j48O9oYatfu5AZ", Unknown),
            ("sha384-", Unknown),
            ("sha384", Unknown),
            ("", Unknown),
            ("H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO", Unknown),
        ] {
            assert_eq!(by_sri(text, ALERT), expected, "{text}");
        }
        assert_eq!(by_sri(empty, b""), Fits);
        let list = |a: &str, b: &str| of(&format!("\"digestSRI\": [\"{a}\", \"{b}\"]"), ALERT);
        assert_eq!(list(ALERT_384, "sha999-x"), Fits);
        assert_eq!(list(ALERT_384, &ALERT_512.replace("Q2b", "Q3b")), Differs);
    }

    #[test]
    fn multihashes() {
        use Pinned::*;
        // SHA-256 of nothing, as content addresses have it.
        let nothing = "zQmdfTbBqBPQ7VNxZEYEj14VmRuZBkqFbiwReogJgS1zR1n";
        assert_eq!(by_multibase(nothing, b""), Fits);
        assert_eq!(by_multibase(nothing, b"x"), Differs);
        let of_bytes = |code: u8, length: u8, digest: &[u8]| [&[code, length], digest].concat();
        let own = |algorithm: Algorithm| {
            let digest = algorithm.digest(ALERT);
            of_bytes(algorithm.code(), u8::try_from(digest.len()).unwrap(), &digest)
        };
        for algorithm in Algorithm::ALL {
            for text in [multibase::encode(&own(algorithm)), format!("u{}", URL_SAFE_NO_PAD.encode(own(algorithm)))] {
                assert_eq!(by_multibase(&text, ALERT), Fits, "{text}");
                assert_eq!(by_multibase(&text, b""), Differs, "{text}");
            }
        }
        let sha256 = Sha256::digest(ALERT);
        for bytes in [
            // SHA-1, SHA3-256, a length that is not its own, a digest cut short, and one without its code.
            of_bytes(0x11, 20, &sha256[..20]),
            of_bytes(0x16, 32, &sha256),
            of_bytes(0x12, 20, &sha256),
            of_bytes(0x12, 20, &sha256[..20]),
            sha256.to_vec(),
            Vec::new(),
        ] {
            for text in [multibase::encode(&bytes), format!("u{}", URL_SAFE_NO_PAD.encode(&bytes))] {
                assert_eq!(by_multibase(&text, ALERT), Unknown, "{text}");
            }
        }
        for text in ["", "z", "u", "f1220", "Qmdf", "z0OIl"] {
            assert_eq!(by_multibase(text, b""), Unknown, "{text}");
        }
        assert_eq!(by_multibase(&"z".repeat(100_000), b""), Unknown);
    }

    #[test]
    fn both_forms_together() {
        use Pinned::*;
        let nothing = "zQmdfTbBqBPQ7VNxZEYEj14VmRuZBkqFbiwReogJgS1zR1n";
        let both = |sri: &str, multibase: &str, bytes: &[u8]| {
            of(&format!("\"digestSRI\": {sri}, \"digestMultibase\": {multibase}"), bytes)
        };
        let (quoted, own) = (|text: &str| format!("\"{text}\""), sri(b""));
        assert_eq!(both(&quoted(&own), &quoted(nothing), b""), Fits);
        assert_eq!(both(&quoted(ALERT_384), &quoted(nothing), b""), Differs);
        assert_eq!(both(&quoted(&own), &quoted("zUnknown"), b""), Fits);
        assert_eq!(both("7", "null", b""), Unknown);
        let other = multibase::encode(&[&[0x12, 32][..], &[7; 32]].concat());
        assert_eq!(of(&format!("\"digestMultibase\": [\"{nothing}\", \"{other}\"]"), b""), Differs);
        assert_eq!(of("\"mediaType\": \"image/png\"", b""), Unknown);
    }

    #[test]
    fn what_is_pinned() {
        let text = r#"{"relatedResource": [{"id": "urn:x:1", "digestSRI": "x"}, "urn:x:2", {"digestSRI": "x"}, 7]}"#;
        let document = Document::parse(text.as_bytes()).unwrap();
        let found: Vec<_> = pins(document.root()).map(|(id, node)| (id.into_owned(), node.kind())).collect();
        assert_eq!(found, [("urn:x:1".to_owned(), Kind::Object), ("urn:x:2".to_owned(), Kind::String)]);
        assert_eq!(pinned(document.root().at("/relatedResource/1").unwrap(), b""), Pinned::Unknown);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, rng_seed: prop::test_runner::RngSeed::Fixed(5), ..ProptestConfig::default() })]

        #[test]
        fn what_is_pinned_fits_and_nothing_else_does(bytes in prop::collection::vec(any::<u8>(), 0..200), at in any::<prop::sample::Index>(), bit in 0u8..8) {
            let pin = sri(&bytes);
            prop_assert_eq!(by_sri(&pin, &bytes), Pinned::Fits);
            let mut other = bytes.clone();
            if other.is_empty() { other.push(0) } else { let at = at.index(other.len()); other[at] ^= 1 << bit }
            prop_assert_eq!(by_sri(&pin, &other), Pinned::Differs);
        }

        #[test]
        fn no_text_passes(text in "\\PC{0,80}|(sha(256|384|512)-|z|u)[A-Za-z0-9+/_=?-]{0,90}") {
            let quoted = serde_json::to_string(&text).unwrap();
            let found = of(&format!("\"digestSRI\": {quoted}, \"digestMultibase\": {quoted}"), b"something");
            prop_assert_ne!(found, Pinned::Fits);
        }
    }
}
