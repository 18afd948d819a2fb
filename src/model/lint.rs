//! What keeps the rules, and yet serves nobody well.

use std::borrow::Cow;
use std::collections::HashSet;

use url::{Host, Url};

use super::conform::{Found, is_email};
use super::{OPEN_BADGES_3_0_3, Version};
use crate::document::{Document, Kind, Node};
use crate::finding::{Code, Finding, Severity};
use crate::text::quoted;

/// What an issuer should think over before a credential goes out, as warnings; whether it keeps the standard's rules
/// [`conform`](super::conform) says.
///
/// Looked for are personal data (e-mail addresses in clear or in ids, identifiers without a salt of their own), evidence
/// that was not meant for everybody, URLs without TLS, old versions, and what wallets and LinkedIn will show as
/// empty. At most 500 findings are listed.
///
/// ```
/// use openbadges::model::lint;
/// use openbadges::{Document, finding::Code};
///
/// let badge = Document::parse(include_bytes!("../../fixtures/golden/critical-thinking.json"))?;
/// let codes: Vec<Code> = lint(&badge).iter().map(|finding| finding.code()).collect();
/// assert!(codes.contains(&Code::LintNoImage));
/// # Ok::<(), openbadges::Error>(())
/// ```
pub fn lint(credential: &Document) -> Vec<Finding> {
    let root = credential.root();
    let mut found = Found::default();
    versions(root, &mut found);
    if let Some(subject) = root.get("credentialSubject") {
        identifiers(subject, &mut found);
        if let Some(achievement) = subject.get("achievement") {
            if is_blank(root, "awardedDate") {
                let message = "without `awardedDate` the day of the award is lost when the credential is corrected";
                warn(&mut found, Code::LintNoAwardedDate, root, message, "add `awardedDate`");
            }
            shown(root, achievement, &mut found);
        }
    }
    for evidence in root.get("evidence").into_iter().flat_map(Node::one_or_many) {
        private(evidence, &mut found);
    }
    everywhere(root, &mut found);
    found.into_findings()
}

fn warn(found: &mut Found, code: Code, place: Node<'_>, message: impl Into<String>, remedy: &str) {
    if found.wants(Severity::Warning) {
        found.push(place, Finding::warning(code, place.pointer(), message).with_remedy(remedy));
    }
}

fn text<'d>(node: Node<'d>, name: &str) -> Option<Cow<'d, str>> {
    node.get(name).and_then(Node::as_str)
}

fn is_blank(node: Node<'_>, name: &str) -> bool {
    text(node, name).is_none_or(|text| text.trim().is_empty())
}

fn versions(root: Node<'_>, found: &mut Found) {
    let Some(list) = root.get("@context") else { return };
    if Version::of(root) == Version::V1_1 {
        let message = "credentials of VC Data Model 1.1 are no longer to be issued";
        warn(found, Code::LintOldVersion, list, message, "issue by VC Data Model 2.0");
    }
    if let Some(second) = list.items().nth(1)
        && second.as_str().is_some_and(|url| url.contains("/ob/v3p0/context") && url != OPEN_BADGES_3_0_3)
    {
        let message = "this is not the newest context of Open Badges 3.0";
        warn(found, Code::LintOldVersion, second, message, "use that of Open Badges 3.0.3");
    }
}

/// Identifiers of the recipient. What they say is not repeated.
fn identifiers(subject: Node<'_>, found: &mut Found) {
    let mut salts = HashSet::new();
    for identifier in subject.get("identifier").into_iter().flat_map(Node::one_or_many) {
        let hashed = identifier.get("hashed").and_then(Node::as_bool).unwrap_or_default();
        let hash = text(identifier, "identityHash").unwrap_or_default();
        let is_address = text(identifier, "identityType").as_deref() == Some("emailAddress") || is_email(&hash);
        let salt = text(identifier, "salt").filter(|salt| !salt.is_empty());
        match (hashed, salt) {
            (false, _) if is_address => {
                let message = "the e-mail address can be read by whoever sees the credential";
                warn(found, Code::LintPlainEmail, identifier, message, "hash it, with a salt");
            }
            (false, _) => {}
            (true, None) => {
                let message = "the identifier is hashed without a salt, so that it can be guessed";
                warn(found, Code::LintUnsaltedIdentifier, identifier, message, "hash it with a random salt");
            }
            (true, Some(salt)) => {
                if !salts.insert(salt) {
                    let message = "the salt is that of another identifier, so that both are guessed at once";
                    warn(found, Code::LintSaltReused, identifier, message, "take a new salt for each identifier");
                }
            }
        }
    }
}

/// What wallets, LinkedIn and employers read first.
fn shown(root: Node<'_>, achievement: Node<'_>, found: &mut Found) {
    let mut empty = |place: Node<'_>, message: &str, remedy: &str| {
        warn(found, Code::LintNothingToShow, place, message, remedy);
    };
    if is_blank(root, "name") {
        empty(root, "the credential has no `name`: some wallets show none", "add `name`");
    }
    for name in ["name", "description"] {
        if achievement.get(name).is_some() && is_blank(achievement, name) {
            let message = format!("the achievement's `{name}` is empty, and is shown so");
            empty(achievement, &message, "fill it in");
        }
    }
    match root.get("issuer") {
        Some(issuer) if issuer.kind() == Kind::Object => {
            if is_blank(issuer, "name") {
                empty(issuer, "the issuer has no `name`: wallets and LinkedIn show none", "add `name`");
            }
            if issuer.get("image").is_none() {
                empty(issuer, "the issuer has no `image`: wallets show no logo", "add `image`");
            }
        }
        Some(issuer) => empty(issuer, "the issuer is a URI only: wallets show no name", "write its profile"),
        None => {}
    }
    if let Some(id) = root.get("id").filter(|id| id.as_str().is_some_and(|text| !text.starts_with("https://"))) {
        let message = "the credential's id is no https URL: the credential URL on LinkedIn stays empty";
        empty(id, message, "host the credential, and take its URL as the id");
    }
    if achievement.get("image").is_none() {
        let message = "the achievement has no `image`: it is a badge that nobody sees";
        warn(found, Code::LintNoImage, achievement, message, "add `image`, PNG or SVG");
    }
    if let Some(criteria) = achievement.get("criteria").filter(|criteria| is_blank(*criteria, "narrative")) {
        let message = "the criteria have no text: when their page is gone, nobody knows what was proven";
        warn(found, Code::LintNoCriteriaText, criteria, message, "add `narrative`");
    }
}

/// Evidence that looks as if it had been meant for few.
fn private(evidence: Node<'_>, found: &mut Found) {
    const WORDS: [&str; 5] = ["private", "confidential", "internal", "restricted", "secret"];
    let audience = text(evidence, "audience").unwrap_or_default().to_lowercase();
    if let Some(word) = WORDS.iter().find(|word| audience.split(|c: char| !c.is_alphanumeric()).any(|w| w == **word)) {
        let message = format!("evidence for an audience that is `{word}` goes to whoever sees the credential");
        warn(found, Code::LintPrivateEvidence, evidence, message, "leave it out");
    }
    if let Some(url) = text(evidence, "id").and_then(|id| Url::parse(&id).ok())
        && let Some(why) = not_for_everybody(&url)
    {
        let message = format!("the URL of the evidence {why}");
        warn(found, Code::LintPrivateEvidence, evidence, message, "link to a page that is meant for everybody");
    }
}

fn not_for_everybody(url: &Url) -> Option<&'static str> {
    const KEYS: [&str; 9] =
        ["token", "access_token", "auth", "authkey", "key", "sig", "signature", "x-amz-signature", "x-goog-signature"];
    if url.scheme() == "file" {
        return Some("is a file of somebody's machine");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Some("holds a password");
    }
    if url.query_pairs().any(|(name, _)| KEYS.contains(&name.to_lowercase().as_str())) {
        return Some("holds a key, which opens it to whoever sees the credential");
    }
    let is_internal = match url.host()? {
        Host::Domain(name) => {
            let name = name.trim_end_matches('.');
            name == "localhost" || [".localhost", ".local", ".internal", ".lan"].iter().any(|end| name.ends_with(end))
        }
        Host::Ipv4(address) => address.is_private() || address.is_loopback() || address.is_link_local(),
        Host::Ipv6(address) => {
            let first = address.segments().first().copied().unwrap_or_default();
            address.is_loopback() || first & 0xfe00 == 0xfc00 || first & 0xffc0 == 0xfe80
        }
    };
    is_internal.then_some("leads into a private network")
}

/// What can stand anywhere: ids and URLs, and endorsements that only a newer form of the context defines.
fn everywhere(root: Node<'_>, found: &mut Found) {
    let has_proof = root.get("proof").is_some();
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        let before = open.len();
        for (name, value) in node.members().filter(|(name, _)| name != "@context") {
            if name == "endorsementJwt" && has_proof {
                let message =
                    "`endorsementJwt` is not defined by every form of the context in use; a proof over it may fail";
                warn(
                    found,
                    Code::LintEndorsementJwt,
                    value,
                    message,
                    "put endorsements with proofs into `endorsement`",
                );
            }
            if name == "id" && value.as_str().is_some_and(|id| names_a_person(&id)) {
                let message = "the id holds an e-mail address or a telephone number";
                warn(found, Code::LintPersonalDataInId, value, message, "take an id that says nothing, such as a UUID");
            }
            for url in value.one_or_many().filter(|v| v.as_str().is_some_and(|text| text.starts_with("http://"))) {
                let shown = quoted(&url.as_str().unwrap_or_default());
                let message = format!("{shown} is not protected by TLS");
                warn(found, Code::LintNotHttps, url, message, "use https");
            }
            open.push(value);
        }
        open.extend(node.items().filter(|item| matches!(item.kind(), Kind::Object | Kind::Array)));
        if let Some(inner) = open.get_mut(before..) {
            inner.reverse();
        }
    }
}

fn names_a_person(id: &str) -> bool {
    let lower = id.to_ascii_lowercase();
    if lower.starts_with("mailto:") || lower.starts_with("tel:") {
        return true;
    }
    if lower.starts_with("data:") {
        return false;
    }
    let plain = lower.replace("%40", "@");
    plain
        .split(['/', '?', '&', '=', '#', ':', ';', ','])
        .any(|part| is_email(part) && part.rsplit_once('@').is_some_and(|(_, domain)| domain.contains('.')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_in_ids() {
        for bad in [
            "mailto:a@b.example",
            "tel:+12223334444",
            "https://example.edu/learners/ann@example.edu",
            "https://example.edu/?who=ann%40example.edu",
            "urn:mail:ann@example.edu",
        ] {
            assert!(names_a_person(bad), "{bad}");
        }
        for good in ["https://example.edu/@ann", "did:web:example.edu", "data:text/plain,a@b.example", "urn:x:a@b"] {
            assert!(!names_a_person(good), "{good}");
        }
    }

    #[test]
    fn evidence_for_few() {
        for bad in [
            "file:///home/ann/essay.pdf",
            "https://ann:pw@example.edu/",
            "https://example.edu/essay?sig=1",
            "https://bucket.example/essay?X-Amz-Signature=1",
            "http://localhost:8080/",
            "https://wiki.internal/",
            "http://10.0.0.1/",
            "http://169.254.0.1/",
            "http://[::1]/",
            "http://[fd00::1]/",
            "http://[fe80::1]/",
        ] {
            assert!(not_for_everybody(&Url::parse(bad).unwrap()).is_some(), "{bad}");
        }
        for good in ["https://example.edu/essay?page=2", "https://8.8.8.8/", "https://[2001:db8::1]/", "urn:x:y"] {
            assert!(not_for_everybody(&Url::parse(good).unwrap()).is_none(), "{good}");
        }
    }
}
