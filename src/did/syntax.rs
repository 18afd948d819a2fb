//! DIDs and DID URLs as texts (DID Core 1.0, section 3).

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, Result};
use crate::finding::Code;
use crate::text::quoted;

/// The longest DID: the `did:jwk` of an RSA key of 4096 bits takes some 1,000 characters, with further members and a
/// certificate's digest less than twice as many.
const LONGEST: usize = 4_096;

/// The longest DID URL: the verification method of a `did:key` repeats the key.
const LONGEST_URL: usize = 2 * LONGEST;

/// A decentralized identifier, `did:method:id`, without path, query and fragment (DID Core 1.0, section 3.1).
///
/// ```
/// use openbadges::did::Did;
///
/// let did: Did = "did:web:example.edu:issuers:1".parse()?;
/// assert_eq!((did.method(), did.method_specific_id()), ("web", "example.edu:issuers:1"));
/// # Ok::<(), openbadges::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Did(String);

impl Did {
    /// Reads a DID, letter by letter as the standard's grammar has it; at most 4,096 characters.
    ///
    /// # Errors
    /// `did.syntax` with what is wrong.
    pub fn parse(text: &str) -> Result<Self> {
        check(text, LONGEST).map_err(|rule| not_did("DID", text, rule))?;
        Ok(Did(text.to_owned()))
    }

    /// The DID as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name of its method, such as `web`.
    pub fn method(&self) -> &str {
        self.parts().0
    }

    /// What follows the method's name.
    pub fn method_specific_id(&self) -> &str {
        self.parts().1
    }

    fn parts(&self) -> (&str, &str) {
        self.0.strip_prefix("did:").and_then(|rest| rest.split_once(':')).unwrap_or_default()
    }
}

/// A DID with a path, a query or a fragment, or without any (DID Core 1.0, section 3.2).
///
/// ```
/// use openbadges::did::DidUrl;
///
/// let url: DidUrl = "did:web:example.edu#key-1".parse()?;
/// assert_eq!((url.did().as_str(), url.fragment()), ("did:web:example.edu", Some("key-1")));
/// assert_eq!((url.path(), url.query()), ("", None));
/// # Ok::<(), openbadges::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DidUrl {
    text: String,
    did: Did,
}

impl DidUrl {
    /// Reads a DID URL; at most 8,192 characters. A relative one, such as `#key-1`, is none.
    ///
    /// # Errors
    /// `did.syntax` with what is wrong.
    pub fn parse(text: &str) -> Result<Self> {
        let wrong = |rule: &str| not_did("DID URL", text, rule);
        if text.len() > LONGEST_URL {
            return Err(wrong("it is too long"));
        }
        let end = text.find(['/', '?', '#']).unwrap_or(text.len());
        let (did, rest) = text.split_at_checked(end).unwrap_or_default();
        check(did, LONGEST).map_err(wrong)?;
        let (rest, fragment) = rest.split_once('#').map_or((rest, ""), |(rest, fragment)| (rest, fragment));
        let (path, query) = rest.split_once('?').map_or((rest, ""), |(path, query)| (path, query));
        for (part, others) in [(path, "/"), (query, "/?"), (fragment, "/?")] {
            // `pchar` of RFC 3986, section 3.3.
            if !is_made_of(part, |byte| {
                is_idchar(byte) || b"~!$&'()*+,;=:@".contains(&byte) || others.as_bytes().contains(&byte)
            }) {
                return Err(wrong("a path, query or fragment has characters that must be percent-encoded"));
            }
        }
        Ok(DidUrl { text: text.to_owned(), did: Did(did.to_owned()) })
    }

    /// The DID URL as text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The DID that it begins with.
    pub fn did(&self) -> &Did {
        &self.did
    }

    /// The path with its first slash; empty if there is none.
    pub fn path(&self) -> &str {
        let rest = self.rest();
        rest.find(['?', '#']).and_then(|end| rest.get(..end)).unwrap_or(rest)
    }

    /// What stands between `?` and `#`.
    pub fn query(&self) -> Option<&str> {
        let rest = self.rest();
        let rest = rest.split_once('#').map_or(rest, |(rest, _)| rest);
        rest.split_once('?').map(|(_, query)| query)
    }

    /// What follows `#`: in the URL of a verification method, which of the DID's keys is meant.
    pub fn fragment(&self) -> Option<&str> {
        self.text.split_once('#').map(|(_, fragment)| fragment)
    }

    fn rest(&self) -> &str {
        self.text.strip_prefix(self.did.as_str()).unwrap_or_default()
    }
}

/// The grammar of a DID, or the rule that is broken.
fn check(text: &str, longest: usize) -> Result<(), &'static str> {
    if text.len() > longest {
        return Err("it is too long");
    }
    let rest = text.strip_prefix("did:").ok_or("it does not begin with `did:`")?;
    let (method, id) = rest.split_once(':').ok_or("there is no identifier after the method's name")?;
    if method.is_empty() || !method.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        return Err("the method's name is not of lower-case letters and digits");
    }
    if id.is_empty() || id.ends_with(':') {
        return Err("the last part of the identifier is empty");
    }
    if !is_made_of(id, |byte| is_idchar(byte) || byte == b':') {
        return Err("the identifier has characters that must be percent-encoded");
    }
    Ok(())
}

fn is_idchar(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_')
}

/// Whether a text has these characters only, and percent-encoded ones.
fn is_made_of(text: &str, is_allowed: impl Fn(u8) -> bool) -> bool {
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let is_good = match byte {
            b'%' => (0..2).all(|_| bytes.next().is_some_and(|digit| digit.is_ascii_hexdigit())),
            byte => is_allowed(byte),
        };
        if !is_good {
            return false;
        }
    }
    true
}

/// Whether a text can be the fragment of a verification method.
pub(super) fn is_fragment(text: &str) -> bool {
    !text.is_empty() && text.len() <= LONGEST && is_made_of(text, |b| is_idchar(b) || b"~!$&'()*+,;=:@/?".contains(&b))
}

fn not_did(what: &str, text: &str, rule: &str) -> Error {
    Error::input(Code::DidSyntax, "", format!("{} is not a {what}: {rule}", quoted(text)))
}

macro_rules! text_forms {
    ($($name:ident),+) => {$(
        impl FromStr for $name {
            type Err = Error;

            fn from_str(text: &str) -> Result<Self> {
                $name::parse(text)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    )+};
}

text_forms!(Did, DidUrl);
