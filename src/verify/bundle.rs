//! A badge with all that its verification needed, in one file.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, SecondsFormat, Utc};
use sha2::{Digest, Sha256};

use super::check::Step;
use super::report::Report;
use super::{NotVerified, Resources, Verifier};
use crate::document::read::{Object, Reader};
use crate::document::{Document, Node};
use crate::error::{Error, ErrorKind, Result};
use crate::finding::{Code, Finding};
use crate::key::VerifyingKey;
use crate::limits::Limits;
use crate::model::push_string;
use crate::proof::Contexts;
use crate::text::{hex, quoted};

/// The kind and the version of the file, its first members.
const KIND: &str = "OpenBadgesVerificationBundle";
const VERSION: &str = "1";

/// A badge with all that its verification needed, and the time of it: years later it verifies without a network, as of then.
///
/// In a file it is a JSON object; every part stands there byte for byte, with its SHA-256. Whoever can change the file can put
/// a badge of their own and documents that fit into it: it is as trustworthy as the place that it is kept in. To be sure, keep
/// its [`digest`](Bundle::digest) elsewhere and read it by [`read_sealed`](Bundle::read_sealed); otherwise the report has a
/// warning, `bundle.unsealed`.
///
/// ```
/// use openbadges::verify::{Bundle, Resources, Verdict, Verifier};
///
/// let badge = include_bytes!("../../fixtures/golden/critical-thinking.json");
/// let now = "2026-07-01T00:00:00Z".parse().unwrap();
/// let bundle = Verifier::default().bundle(badge, &Resources::new(), now)?;
/// let (file, digest) = (bundle.to_json(), bundle.digest());
///
/// let bundle = Bundle::read_sealed(file.as_bytes(), &digest)?;
/// assert_eq!(bundle.at(), now);
/// assert_eq!(Verifier::default().verify_bundle(&bundle).verdict(), Verdict::Verified);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Bundle {
    at: DateTime<Utc>,
    credential: Vec<u8>,
    resources: Resources,
    is_sealed: bool,
}

impl Bundle {
    /// As of when the badge verified, and the documents were what they are.
    pub fn at(&self) -> DateTime<Utc> {
        self.at
    }

    /// The badge, as it was handed over.
    pub fn credential(&self) -> &[u8] {
        &self.credential
    }

    /// What its verification needed.
    pub fn resources(&self) -> &Resources {
        &self.resources
    }

    #[cfg(test)]
    pub(super) fn with_resources(self, resources: Resources) -> Self {
        Bundle { resources, ..self }
    }

    /// The SHA-256 of the file, in hexadecimal digits.
    pub fn digest(&self) -> String {
        hex(&Sha256::digest(self.to_json()))
    }

    /// The file.
    pub fn to_json(&self) -> String {
        let mut json = String::from("{\"type\":");
        push_string(KIND, &mut json);
        json.extend([",\"version\":", VERSION, ",\"at\":"]);
        push_string(&self.at.to_rfc3339_opts(SecondsFormat::AutoSi, true), &mut json);
        json.push_str(",\"credential\":{");
        push_part(&self.credential, &mut json);
        json.push_str("},\"resources\":[");
        for (i, id) in self.resources.ids().enumerate() {
            json.push_str(if i == 0 { "{\"id\":" } else { ",{\"id\":" });
            push_string(id, &mut json);
            json.push(',');
            push_part(self.resources.bytes(id).unwrap_or_default(), &mut json);
            json.push('}');
        }
        json.push_str("],\"keys\":[");
        for (i, (method, controller, key)) in self.resources.keys().enumerate() {
            json.push_str(if i == 0 { "{\"verificationMethod\":" } else { ",{\"verificationMethod\":" });
            push_string(method, &mut json);
            json.push_str(",\"controller\":");
            push_string(controller, &mut json);
            json.push_str(",\"publicKeyMultibase\":");
            push_string(&key.to_string(), &mut json);
            json.push('}');
        }
        json.push_str("]}");
        json
    }

    /// Reads a bundle of which nothing else is known: [`Verifier::verify_bundle`] warns of it.
    ///
    /// # Errors
    /// The codes of [`Document::parse`] and `input.*` for a file of another form; `bundle.digest` for parts that are not what
    /// they were; those of keys. All of them, each with its place in the file.
    pub fn read(file: &[u8]) -> Result<Self> {
        // Every part has the limits of a document; the file holds a few of them.
        let limits = Limits::default();
        let document = Document::parse_within(file, &limits.with_bytes(limits.bytes().saturating_mul(16)))?;
        let (mut reader, mut findings) = (Reader::default(), Vec::new());
        let bundle = read(document.root(), &mut reader, &mut findings);
        if let Err(error) = reader.finish() {
            findings.extend(error.into_findings());
        }
        Error::unless_empty(ErrorKind::Input, findings)?;
        let none = || Error::input(Code::InputMissing, "", "the bundle has no credential");
        bundle.ok_or_else(none)
    }

    /// Reads a bundle that has this digest, in hexadecimal digits, which was kept elsewhere.
    ///
    /// # Errors
    /// `bundle.digest` if it has another, and as [`read`](Bundle::read).
    pub fn read_sealed(file: &[u8], digest: &str) -> Result<Self> {
        let found = hex(&Sha256::digest(file));
        if !found.eq_ignore_ascii_case(digest.trim()) {
            let message = format!("the SHA-256 of the bundle is {found}, not {}", quoted(digest));
            return Err(Error::input(Code::BundleDigest, "", message));
        }
        Ok(Bundle { is_sealed: true, ..Bundle::read(file)? })
    }
}

impl Verifier {
    /// Verifies a badge and puts it into a bundle, with just those resources that its verification needs.
    ///
    /// # Errors
    /// [`NotVerified`]: what does not verify now will not later.
    pub fn bundle(&self, bytes: &[u8], resources: &Resources, now: DateTime<Utc>) -> Result<Bundle, NotVerified> {
        let mut used = Resources::new();
        self.gather(bytes, resources, &mut used);
        let report = self.verify(bytes, resources, now);
        // What the verdict does not hang on, but the report: a newer edition, and what is linked.
        let own = self.once(bytes, resources, now, None);
        if let Some(service) = own.credential.and_then(|credential| credential.refresh_service)
            && used.take(&service.id, None, resources)
            && let Some(newer) = resources.bytes(&service.id)
        {
            self.gather(newer, resources, &mut used);
        }
        for method in report.signatures().iter().filter_map(|signature| signature.verification_method()) {
            used.take_key(method, resources);
        }
        report.into_verified()?;
        // The same, by nothing but what the bundle has: contexts of the caller's own are not in it.
        self.clone().with_contexts(Contexts::default()).verify(bytes, &used, now).into_verified()?;
        Ok(Bundle { at: now, credential: bytes.to_vec(), resources: used, is_sealed: true })
    }

    /// Takes over what a credential needs, and what that calls for.
    fn gather(&self, bytes: &[u8], resources: &Resources, used: &mut Resources) {
        loop {
            let mut needs = self.needs(bytes, used);
            needs.retain(|need| used.take(need.id(), need.url(), resources));
            if needs.is_empty() {
                break;
            }
        }
    }

    /// Verifies the badge of a bundle, as of when the bundle was made.
    pub fn verify_bundle(&self, bundle: &Bundle) -> Report {
        let mut report = self.verify(&bundle.credential, &bundle.resources, bundle.at);
        if !bundle.is_sealed {
            let message = "nothing vouches for the bundle but the place it was kept in";
            let finding = Finding::warning(Code::BundleUnsealed, "", message);
            report.add(Step::Format, finding.with_remedy("keep its digest elsewhere, and read it by that"));
        }
        report
    }
}

/// The digest, and the bytes as text if they are.
fn push_part(bytes: &[u8], json: &mut String) {
    json.push_str("\"sha256\":");
    push_string(&hex(&Sha256::digest(bytes)), json);
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            json.push_str(",\"text\":");
            push_string(text, json);
        }
        Err(_) => {
            json.push_str(",\"base64\":");
            push_string(&STANDARD.encode(bytes), json);
        }
    }
}

fn read(root: Node<'_>, reader: &mut Reader, findings: &mut Vec<Finding>) -> Option<Bundle> {
    let object = reader.object(root, &["type", "version", "at", "credential", "resources", "keys"])?;
    let kind = object.required("type", reader);
    if let Some(kind) = kind.filter(|kind| kind.as_str().as_deref() != Some(KIND)) {
        reader.report(Code::InputUnknownWord, kind, format!("the file is not of the type `{KIND}`"));
    }
    let version = object.required("version", reader);
    if let Some(version) = version.filter(|version| version.as_number() != Some(VERSION)) {
        reader.report(Code::InputUnknownWord, version, format!("only version {VERSION} of bundles is known"));
    }
    let at = object.required("at", reader).and_then(|at| reader.time(at));
    let credential = object.required("credential", reader).and_then(|credential| {
        let object = reader.object(credential, &["sha256", "text", "base64"])?;
        part(object, reader)
    });
    let mut resources = Resources::new();
    for item in reader.items_of(object.optional("resources")) {
        let Some(object) = reader.object(item, &["id", "sha256", "text", "base64"]) else { continue };
        let id = object.required("id", reader).and_then(|id| reader.uri(id));
        if let (Some(id), Some(bytes)) = (id, part(object, reader)) {
            if resources.bytes(&id).is_some() {
                reader.report(Code::InputUnknownMember, item, format!("{} stands there twice", quoted(&id)));
            }
            resources = resources.with_bytes(id, bytes);
        }
    }
    for item in reader.items_of(object.optional("keys")) {
        let members = ["verificationMethod", "controller", "publicKeyMultibase"];
        let Some(object) = reader.object(item, &members) else { continue };
        let [method, controller, key] =
            members.map(|name| object.required(name, reader).and_then(|node| Some((node, reader.text(node)?))));
        let (Some((_, method)), Some((_, controller)), Some((place, key))) = (method, controller, key) else {
            continue;
        };
        match VerifyingKey::from_multikey(&key) {
            Ok(key) => resources = resources.with_key(method, controller, key),
            Err(error) => findings.extend(error.under(&place.pointer()).into_findings()),
        }
    }
    Some(Bundle { at: at?.to_utc(), credential: credential?, resources, is_sealed: false })
}

/// The bytes of a part, if they have its digest.
fn part(object: Object<'_>, reader: &mut Reader) -> Option<Vec<u8>> {
    let sha256 = object.required("sha256", reader).and_then(|sha256| reader.text(sha256))?;
    let bytes = match (object.optional("text"), object.optional("base64")) {
        (Some(text), None) => text.as_str().map(|text| text.into_owned().into_bytes()),
        (None, Some(base64)) => base64.as_str().and_then(|text| STANDARD.decode(&*text).ok()),
        _ => None,
    };
    let Some(bytes) = bytes else {
        reader.report_object(Code::InputWrongType, object.node(), "a part has either `text` or `base64`");
        return None;
    };
    if !hex(&Sha256::digest(&bytes)).eq_ignore_ascii_case(&sha256) {
        reader.report_object(Code::BundleDigest, object.node(), "this is not what it was when the bundle was made");
        return None;
    }
    Some(bytes)
}
