//! What an issuer publishes, so that others find its keys.

use super::syntax::is_fragment;
use super::{Did, web};
use crate::document::Document;
use crate::error::{Error, Result};
use crate::finding::Code;
use crate::key::{Algorithm, VerifyingKey};
use crate::model::{CREDENTIALS_V2, DateTimeZ, OPEN_BADGES_3_0_3, Profile, push_string};
use crate::text::{is_uri, quoted};

const DID_V1: &str = "https://www.w3.org/ns/did/v1";
const MULTIKEY_V1: &str = "https://w3id.org/security/multikey/v1";
const JWK_V1: &str = "https://w3id.org/security/jwk/v1";

/// The fragment by which a key is named if nobody names it: its Multikey, which is the form that 1EdTech's validator reads
/// for HTTPS issuers; for RSA keys, which have no standard one, their thumbprint.
pub fn fragment_of_key(key: &VerifyingKey) -> String {
    match key.algorithm() {
        Algorithm::Rs256 => key.thumbprint(),
        _ => key.to_multikey(),
    }
}

/// A key as its issuer publishes it: in use, or retired.
///
/// ```
/// use openbadges::did::IssuerKey;
/// use openbadges::key::{Seed, SigningKey};
///
/// let key = SigningKey::from_seed(&Seed::from_bytes([7; 32])).verifying_key();
/// let old = IssuerKey::new(key).with_fragment("key-2024")?.retired("2026-01-01T00:00:00Z".parse()?);
/// assert_eq!(old.fragment(), "key-2024");
/// # Ok::<(), openbadges::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct IssuerKey {
    key: VerifyingKey,
    fragment: String,
    until: Option<DateTimeZ>,
}

impl IssuerKey {
    /// A key in use, named as [`fragment_of_key`] has it.
    pub fn new(key: VerifyingKey) -> Self {
        IssuerKey { fragment: fragment_of_key(&key), key, until: None }
    }

    /// Gives the key another name.
    ///
    /// # Errors
    /// `did.syntax` if it is no fragment of a URL; `did.key-unusable` if it is the Multikey of another key.
    pub fn with_fragment(mut self, fragment: impl Into<String>) -> Result<Self> {
        self.fragment = fragment.into();
        if !is_fragment(&self.fragment) {
            let message = format!("{} is no fragment of a URL", quoted(&self.fragment));
            return Err(Error::input(Code::DidSyntax, "", message));
        }
        if VerifyingKey::from_multikey(&self.fragment).is_ok_and(|named| named != self.key) {
            let message = format!("{} is the Multikey of another key", quoted(&self.fragment));
            return Err(Error::key(Code::DidKeyUnusable, message));
        }
        Ok(self)
    }

    /// Retires the key: what it signs from then on does not count, what it signed before still does.
    #[must_use]
    pub fn retired(mut self, until: DateTimeZ) -> Self {
        self.until = Some(until);
        self
    }

    /// Its name within the issuer's documents.
    pub fn fragment(&self) -> &str {
        &self.fragment
    }

    /// The key.
    pub fn key(&self) -> &VerifyingKey {
        &self.key
    }

    /// Until when it was in use, if it is retired.
    pub fn until(&self) -> Option<&DateTimeZ> {
        self.until.as_ref()
    }
}

/// The documents of an issuer: `did.json` for a `did:web`, the profile with its keys for an HTTPS URL, `jwks.json` for
/// both.
///
/// Retired keys stay in all of them with the end of their period, or the badges that they signed would no longer verify.
///
/// ```
/// use openbadges::did::{self, IssuerDocuments, IssuerKey};
/// use openbadges::key::{Seed, SigningKey};
/// use openbadges::model::Profile;
///
/// let key = |n| SigningKey::from_seed(&Seed::from_bytes([n; 32])).verifying_key();
/// let profile = Profile::new("did:web:example.edu").with_name("Example College");
/// let documents = IssuerDocuments::new(profile, [
///     IssuerKey::new(key(2)),
///     IssuerKey::new(key(1)).retired("2026-01-01T00:00:00Z".parse()?),
/// ])?;
/// let did_json = documents.did_document()?.unwrap();
///
/// let method = documents.verification_method(&key(1)).unwrap();
/// let (signed, now) = ("2025-05-01T00:00:00Z".parse().unwrap(), "2026-07-01T00:00:00Z".parse().unwrap());
/// let binding = did::bind(&method, "did:web:example.edu", |_| Some(&did_json), Some(signed), now);
/// assert!(binding.is_bound());
/// # Ok::<(), openbadges::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct IssuerDocuments {
    profile: Profile,
    keys: Vec<IssuerKey>,
}

impl IssuerDocuments {
    /// The documents of an issuer with these keys.
    ///
    /// # Errors
    /// `did.web-address` if the profile's id is a `did:web` without an address, `input.not-a-url` if it is neither a `did:web`
    /// nor an HTTPS URL without a fragment (a `did:key` and a `did:jwk` publish nothing), `did.duplicate-method` if two
    /// keys have one name, `did.no-active-key` if all are retired, and what a verifier would reject in the profile.
    pub fn new(profile: Profile, keys: impl IntoIterator<Item = IssuerKey>) -> Result<Self> {
        let id = &profile.id;
        match Did::parse(id) {
            Ok(did) if did.method() == "web" => {
                web::document_url(&did).map_err(|error| error.under("/id"))?;
            }
            _ if id.starts_with("https://") && is_uri(id) && !id.contains('#') => {}
            _ => {
                let message = format!("the issuer's id {} is neither a `did:web` nor an HTTPS URL", quoted(id));
                return Err(Error::input(Code::InputNotUrl, "/id", message));
            }
        }
        let document = Document::parse(profile.to_json().as_bytes())?;
        Error::unless_empty(crate::ErrorKind::Input, Profile::conform(&document))?;
        let keys: Vec<IssuerKey> = keys.into_iter().collect();
        for (i, key) in keys.iter().enumerate() {
            if keys.iter().skip(i + 1).any(|other| other.fragment == key.fragment) {
                let message = format!("two keys have the name {}", quoted(&key.fragment));
                return Err(Error::key(Code::DidDuplicateMethod, message));
            }
        }
        if keys.iter().all(|key| key.until.is_some()) {
            return Err(Error::key(Code::DidNoActiveKey, "the issuer has no key that is in use"));
        }
        Ok(IssuerDocuments { profile, keys })
    }

    /// The URL that stands for a key of the issuer in proofs and in the `kid` of JWTs.
    pub fn verification_method(&self, key: &VerifyingKey) -> Option<String> {
        self.keys.iter().find(|own| own.key == *key).map(|own| self.url(own))
    }

    /// `did.json`, for a `did:web`; none for other issuers. [`web::document_url`] says where it belongs.
    ///
    /// # Errors
    /// `json.too-large` and the like for a great many keys.
    pub fn did_document(&self) -> Result<Option<Document>> {
        if !self.profile.id.starts_with("did:") {
            return Ok(None);
        }
        let mut json = String::from("{\"@context\":");
        self.push_contexts(&[DID_V1], &mut json);
        push_member("id", &self.profile.id, &mut json);
        self.push_methods(&mut json);
        json.push('}');
        Document::parse(json.as_bytes()).map(Some)
    }

    /// `jwks.json`: all keys with their verification methods as `kid`, retired ones with their end as `exp`.
    ///
    /// # Errors
    /// As [`did_document`](IssuerDocuments::did_document).
    pub fn jwks(&self) -> Result<Document> {
        let keys: Vec<String> = self.keys.iter().map(|key| self.jwk(key, true)).collect();
        Document::parse(format!("{{\"keys\":[{}]}}", keys.join(",")).as_bytes())
    }

    /// The profile with its contexts. For an HTTPS issuer it belongs at the issuer's id, and has the keys: under
    /// `verificationMethod` and `assertionMethod`, named by absolute URLs, with `controller` beside them.
    ///
    /// # Errors
    /// `json.duplicate-member` if the profile has one of these members already; as
    /// [`did_document`](IssuerDocuments::did_document).
    pub fn profile(&self) -> Result<Document> {
        let is_did = self.profile.id.starts_with("did:");
        let mut profile = self.profile.clone();
        profile.extra.write_as_list("type");
        let members = profile.to_json();
        let members = members.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or_default();
        let mut json = String::from("{\"@context\":");
        if is_did {
            push_list([CREDENTIALS_V2, OPEN_BADGES_3_0_3], &mut json);
        } else {
            self.push_contexts(&[CREDENTIALS_V2, OPEN_BADGES_3_0_3, DID_V1], &mut json);
        }
        json.extend([",", members]);
        if !is_did {
            push_member("controller", &profile.id, &mut json);
            self.push_methods(&mut json);
        }
        json.push('}');
        Document::parse(json.as_bytes())
    }

    fn url(&self, key: &IssuerKey) -> String {
        format!("{}#{}", self.profile.id, key.fragment)
    }

    fn push_contexts(&self, first: &[&str], json: &mut String) {
        let has = |is_rsa: bool| self.keys.iter().any(|key| is_rsa == (key.key.algorithm() == Algorithm::Rs256));
        let keys = [(has(false), MULTIKEY_V1), (has(true), JWK_V1)];
        let keys = keys.into_iter().filter(|(is_used, _)| *is_used).map(|(_, context)| context);
        push_list(first.iter().copied().chain(keys), json);
    }

    fn push_methods(&self, json: &mut String) {
        json.push_str(",\"verificationMethod\":[");
        for (i, key) in self.keys.iter().enumerate() {
            json.push_str(if i == 0 { "{\"id\":" } else { ",{\"id\":" });
            push_string(&self.url(key), json);
            // A Multikey of an RSA key is no standard's.
            let is_rsa = key.key.algorithm() == Algorithm::Rs256;
            push_member("type", if is_rsa { "JsonWebKey" } else { "Multikey" }, json);
            push_member("controller", &self.profile.id, json);
            if is_rsa {
                json.extend([",\"publicKeyJwk\":", &self.jwk(key, false)]);
            } else {
                push_member("publicKeyMultibase", &key.key.to_multikey(), json);
            }
            if let Some(until) = &key.until {
                push_member("expires", until.as_str(), json);
            }
            json.push('}');
        }
        json.push_str("],\"assertionMethod\":");
        push_list(self.keys.iter().map(|key| self.url(key)), json);
    }

    fn jwk(&self, key: &IssuerKey, is_in_set: bool) -> String {
        let jwk = key.key.to_jwk();
        let mut json = jwk.strip_suffix('}').unwrap_or_default().to_owned();
        push_member("alg", key.key.algorithm().as_str(), &mut json);
        if is_in_set {
            push_member("use", "sig", &mut json);
            push_member("kid", &self.url(key), &mut json);
            if let Some(until) = &key.until {
                json.push_str(&format!(",\"exp\":{}", until.at().timestamp()));
            }
        }
        json + "}"
    }
}

fn push_member(name: &str, value: &str, json: &mut String) {
    json.extend([",\"", name, "\":"]);
    push_string(value, json);
}

fn push_list<S: AsRef<str>>(items: impl IntoIterator<Item = S>, json: &mut String) {
    json.push('[');
    for (i, item) in items.into_iter().enumerate() {
        if i > 0 {
            json.push(',');
        }
        push_string(item.as_ref(), json);
    }
    json.push(']');
}
