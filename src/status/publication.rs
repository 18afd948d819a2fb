//! Status lists as they are published: written and signed.

use std::time::Duration;

use chrono::{DateTime, Utc};

use super::{Bitstring, Ledger, ListKind};
use crate::document::Document;
use crate::error::{Error, ErrorKind, Result};
use crate::finding::{Code, Finding};
use crate::key::Signer;
use crate::limits::Limits;
use crate::model::{CREDENTIALS_V2, DateTimeZ, ObjectText, push_string};
use crate::proof::jwt::{self, JwtOptions};
use crate::proof::{Engine, ProofOptions};
use crate::text::{is_uri, quoted};

/// What `statusSize` and `statusMessages` of a list mean. The standard demands both in lists of messages (section 2.2), but
/// its context defines their terms in entries only.
const MESSAGE_TERMS: &str = concat!(
    r#"{"statusSize":"https://www.w3.org/ns/credentials/status#statusSize","#,
    r#""statusMessages":"https://www.w3.org/ns/credentials/status#statusMessage","#,
    r#""status":"https://www.w3.org/ns/credentials/status#status","#,
    r#""message":"https://www.w3.org/ns/credentials/status#message"}"#
);

/// A status list on its way to be published: bits, issuer and times (`BitstringStatusListCredential`, Bitstring Status List
/// 1.0, section 2.2, under VC Data Model 2.0).
///
/// ```
/// use openbadges::did;
/// use openbadges::key::{Seed, SigningKey};
/// use openbadges::proof::{Engine, ProofOptions};
/// use openbadges::status::{Ledger, Publication, Settings};
///
/// # let draft = Ledger::create(Settings::new("https://badges.example.edu/status/1", "revocation"))?;
/// # let ledger = draft.commit(|_| Ok::<bool, String>(true))?;
/// let key = SigningKey::from_seed(&Seed::from_bytes([7; 32]));
/// let issuer = did::of_key(&key.verifying_key());
/// let list = Publication::of(&ledger, &[], issuer.as_str(), "2026-05-04T09:00:00Z".parse().unwrap())?
///     .with_valid_until("2026-05-11T09:00:00Z".parse().unwrap());
/// let method = format!("{issuer}#{}", key.verifying_key());
/// let published = list.secure(&Engine::new(), &key, &ProofOptions::new(method))?;
/// assert_eq!(published.media_type(), "application/vc");
/// assert!(published.to_text().contains("\"encodedList\":\"uH4sI"));
/// # Ok::<(), openbadges::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    list: String,
    issuer: String,
    purposes: Vec<String>,
    bits: Bitstring,
    /// The number of bits and the messages as JSON, if there are any.
    messages: Option<(u8, String)>,
    valid_from: DateTime<Utc>,
    valid_until: Option<DateTime<Utc>>,
    ttl: Option<Duration>,
}

impl Publication {
    /// The list of a ledger and of all its [parts](Ledger::delegated), as they were saved.
    ///
    /// # Errors
    /// As [`Ledger::bits`]; `input.not-a-uri` for the issuer.
    pub fn of(ledger: &Ledger, parts: &[&Ledger], issuer: &str, valid_from: DateTime<Utc>) -> Result<Self> {
        let bits = ledger.bits(parts)?;
        let mut publication = Self::of_bits(ledger.list(), ledger.purposes(), bits, issuer, valid_from)?;
        if !ledger.messages().is_empty() {
            publication.messages = Some((ledger.size(), ledger.messages_json()));
        }
        Ok(publication)
    }

    /// A list whose bits, one for each entry, somebody else keeps.
    ///
    /// # Errors
    /// All of `status.list-too-short`, `status.list-unusable` without a purpose, `input.not-a-uri` for the list's URL and
    /// for the issuer.
    pub fn of_bits(
        list: &str,
        purposes: &[String],
        bits: Bitstring,
        issuer: &str,
        valid_from: DateTime<Utc>,
    ) -> Result<Self> {
        let mut findings = Vec::new();
        for (what, uri) in [("list's URL", list), ("issuer", issuer)] {
            if !is_uri(uri) {
                let message = format!("the {what} {} is not an absolute URI", quoted(uri));
                findings.push(Finding::error(Code::InputNotUri, "", message));
            }
        }
        if purposes.is_empty() || purposes.iter().any(|purpose| purpose.trim().is_empty()) {
            findings.push(Finding::error(Code::StatusListUnusable, "", "a list has a purpose, and none is empty"));
        }
        if let Err(error) = bits.check_length(1) {
            findings.extend(error.into_findings());
        }
        Error::unless_empty(ErrorKind::Input, findings)?;
        let (list, issuer, purposes) = (list.to_owned(), issuer.to_owned(), purposes.to_vec());
        Ok(Publication { list, issuer, purposes, bits, messages: None, valid_from, valid_until: None, ttl: None })
    }

    /// Sets until when it holds. Without an end, an old list serves whoever kept it for ever.
    #[must_use]
    pub fn with_valid_until(mut self, at: DateTime<Utc>) -> Self {
        self.valid_until = Some(at);
        self
    }

    /// Sets after how long it ought to be fetched anew; `Cache-Control` should say the same.
    #[must_use]
    pub fn with_ttl(mut self, ttl: Duration) -> Self {
        self.ttl = Some(ttl);
        self
    }

    /// The credential, not signed, within the default limits.
    ///
    /// # Errors
    /// `issue.valid-until-not-after-from`, `status.list-unusable` for a `ttl` that is zero or beyond what JSON carries,
    /// `json.too-large` for a list that does not compress well: begin several lists rather than one so full.
    pub fn to_document(&self) -> Result<Document> {
        self.within(&Limits::default())
    }

    fn within(&self, limits: &Limits) -> Result<Document> {
        let (from, until) = (DateTimeZ::whole_seconds(self.valid_from), self.valid_until.map(DateTimeZ::whole_seconds));
        let ttl = self.ttl.map(|ttl| ttl.as_millis());
        let mut findings = Vec::new();
        if let Some(until) = until.as_ref().filter(|until| until.at() <= from.at()) {
            let message = format!("the list would end at {until}, not after it begins at {from}");
            findings.push(Finding::error(Code::IssueValidUntilNotAfterFrom, "", message));
        }
        if ttl.is_some_and(|ttl| !(1..1 << 53).contains(&ttl)) {
            let message = "the time to live must be a millisecond at least, and a number that JSON carries";
            findings.push(Finding::error(Code::StatusListUnusable, "", message));
        }
        Error::unless_empty(ErrorKind::Input, findings)?;

        let mut subject = ObjectText::with_capacity(256);
        subject.member("id", &json(&format!("{}#list", self.list)));
        subject.member("type", &json(ListKind::Bitstring.list_type()));
        subject.member(
            "statusPurpose",
            &match self.purposes.as_slice() {
                [one] => json(one),
                several => format!("[{}]", several.iter().map(|purpose| json(purpose)).collect::<Vec<_>>().join(",")),
            },
        );
        if let Some((size, messages)) = &self.messages {
            subject.member("statusSize", &size.to_string());
            subject.member("statusMessages", messages);
        }
        // Base64url has nothing that JSON escapes.
        subject.member("encodedList", &format!("\"{}\"", self.bits.encode()));
        if let Some(ttl) = ttl {
            subject.member("ttl", &ttl.to_string());
        }
        let terms = self.messages.as_ref().map_or_else(String::new, |_| format!(",{MESSAGE_TERMS}"));
        let mut object = ObjectText::with_capacity(512);
        object.member("@context", &format!("[{}{terms}]", json(CREDENTIALS_V2)));
        object.member("id", &json(&self.list));
        let kind = ListKind::Bitstring.credential_type();
        object.member("type", &format!("[\"VerifiableCredential\",\"{kind}\"]"));
        // An object, as in badges: some verifiers fail on a plain text.
        object.member("issuer", &format!("{{\"id\":{}}}", json(&self.issuer)));
        object.member("validFrom", &json(from.as_str()));
        if let Some(until) = &until {
            object.member("validUntil", &json(until.as_str()));
        }
        object.member("credentialSubject", &subject.finish());
        Document::parse_within(object.finish().as_bytes(), limits)
    }

    /// The list with a Data Integrity proof inside. It ought to be secured as the badges are (section 3.6).
    ///
    /// # Errors
    /// As [`to_document`](Publication::to_document), within the limits of the engine, and [`Engine::secure`].
    pub fn secure(&self, engine: &Engine, signer: &dyn Signer, options: &ProofOptions) -> Result<Published> {
        let document = engine.secure(&self.within(engine.limits())?, signer, options)?;
        Ok(Published { document, token: None })
    }

    /// The list as compact JWS.
    ///
    /// # Errors
    /// As [`to_document`](Publication::to_document) and [`jwt::sign`].
    pub fn sign_jwt(&self, signer: &dyn Signer, options: &JwtOptions) -> Result<Published> {
        let document = self.to_document()?;
        // Verifiers run JSON-LD over the credential in a JWT too.
        Engine::new().canonicalize(&document)?;
        let token = jwt::sign(&document, signer, options)?;
        Ok(Published { document, token: Some(token) })
    }
}

/// A signed list: what is served at its URL, and as what.
#[derive(Debug, Clone)]
pub struct Published {
    document: Document,
    token: Option<String>,
}

impl Published {
    /// The bytes to serve: compact JSON, or the compact JWS.
    pub fn to_text(&self) -> &str {
        self.token.as_deref().unwrap_or(self.document.as_str())
    }

    /// The `Content-Type`: `application/vc`, or `application/vc+jwt`.
    pub fn media_type(&self) -> &'static str {
        if self.token.is_some() { "application/vc+jwt" } else { "application/vc" }
    }

    /// The ending of a file that holds it: `json`, or `jwt`.
    pub fn file_extension(&self) -> &'static str {
        if self.token.is_some() { "jwt" } else { "json" }
    }

    /// The credential; of a JWT, what stands in it.
    pub fn document(&self) -> &Document {
        &self.document
    }
}

fn json(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    push_string(text, &mut out);
    out
}
