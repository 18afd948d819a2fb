//! What keeps the rules, and yet serves nobody well.

use std::borrow::Cow;
use std::collections::HashSet;

use url::{Host, Url};

use super::conform::{Found, is_email};
use super::{CREDENTIALS_V1, OPEN_BADGES_3_0_3, Version};
use crate::document::{Document, Kind, Node};
use crate::finding::{Code, Finding, Severity};
use crate::text::{is_uri, quoted};

/// What an issuer should think over before a credential goes out, as warnings; whether it keeps the standard's rules
/// [`conform`](super::conform) says.
///
/// Looked for are personal data (e-mail addresses in clear or in ids, identifiers without a salt of their own), evidence
/// that was not meant for everybody, URLs without TLS, old versions, and what wallets and LinkedIn will show as
/// empty. At most 50 findings of one code are listed.
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
    for subject in root.get("credentialSubject").into_iter().flat_map(Node::one_or_many) {
        identifiers(subject, &mut found);
        if let Some(achievement) = subject.get("achievement") {
            if is_blank(root, "awardedDate") {
                let message = "without `awardedDate` the day of the award is lost when the credential is corrected";
                warn(&mut found, Code::LintNoAwardedDate, root, "awardedDate", message, "add `awardedDate`");
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

fn warn(found: &mut Found, code: Code, place: Node<'_>, value: &str, message: impl Into<String>, remedy: &str) {
    if found.wants(code, Severity::Warning) {
        let finding = Finding::warning(code, place.pointer(), message).with_value(value);
        found.push(place, finding.with_remedy(remedy));
    }
}

fn text<'d>(node: Node<'d>, name: &str) -> Option<Cow<'d, str>> {
    node.get(name).and_then(Node::as_str)
}

fn is_missing(node: Node<'_>, name: &str) -> bool {
    node.get(name).is_none_or(|value| value.kind() == Kind::Null)
}

fn is_blank(node: Node<'_>, name: &str) -> bool {
    text(node, name).is_none_or(|text| text.trim().is_empty())
}

fn versions(root: Node<'_>, found: &mut Found) {
    let Some(list) = root.get("@context") else { return };
    if Version::of(root) == Version::V1_1 {
        let message = "credentials of VC Data Model 1.1 are no longer to be issued";
        warn(found, Code::LintOldVersion, list, CREDENTIALS_V1, message, "issue by VC Data Model 2.0");
    }
    if let Some((second, url)) = list.items().nth(1).and_then(|second| Some((second, second.as_str()?)))
        && url.contains("/ob/v3p0/context")
        && url != OPEN_BADGES_3_0_3
    {
        let message = "this is not the newest context of Open Badges 3.0";
        warn(found, Code::LintOldVersion, second, &url, message, "use that of Open Badges 3.0.3");
    }
}

/// Identifiers of the recipient. What they say is not repeated.
fn identifiers(subject: Node<'_>, found: &mut Found) {
    let mut salts = HashSet::new();
    for identifier in subject.get("identifier").into_iter().flat_map(Node::one_or_many) {
        let hashed = identifier.get("hashed").and_then(Node::as_bool).unwrap_or_default();
        let hash = text(identifier, "identityHash").unwrap_or_default();
        let kind = text(identifier, "identityType").unwrap_or_default();
        let is_private = matches!(&*kind, "emailAddress" | "nationalIdentityNumber") || is_email(&hash);
        match (hashed, text(identifier, "salt").filter(|salt| !salt.is_empty())) {
            (false, _) if is_private => {
                let message =
                    format!("the identifier of kind {} can be read by whoever sees the credential", quoted(&kind));
                warn(found, Code::LintPlainIdentifier, identifier, &kind, message, "hash it, with a salt");
            }
            (false, _) => {}
            (true, None) => {
                let message = "the identifier is hashed without a salt, so that it can be guessed";
                warn(found, Code::LintUnsaltedIdentifier, identifier, &kind, message, "hash it with a random salt");
            }
            (true, Some(salt)) => {
                if !salts.insert(salt) {
                    let message = "the salt is that of another identifier, so that both are guessed at once";
                    warn(
                        found,
                        Code::LintSaltReused,
                        identifier,
                        &kind,
                        message,
                        "take a new salt for each identifier",
                    );
                }
            }
        }
    }
}

/// What wallets, LinkedIn and employers read first.
fn shown(root: Node<'_>, achievement: Node<'_>, found: &mut Found) {
    let mut empty = |place: Node<'_>, value: &str, message: &str, remedy: &str| {
        warn(found, Code::LintNothingToShow, place, value, message, remedy);
    };
    if is_blank(root, "name") {
        empty(root, "name", "the credential has no `name`: some wallets show none", "add `name`");
    }
    for name in ["name", "description"] {
        if achievement.get(name).is_some() && is_blank(achievement, name) {
            let message = format!("the achievement's `{name}` is empty, and is shown so");
            empty(achievement, name, &message, "fill it in");
        }
    }
    match root.get("issuer") {
        Some(issuer) if issuer.kind() == Kind::Object => {
            if is_blank(issuer, "name") {
                empty(issuer, "name", "the issuer has no `name`: wallets and LinkedIn show none", "add `name`");
            }
            if is_missing(issuer, "image") {
                empty(issuer, "image", "the issuer has no `image`: wallets show no logo", "add `image`");
            }
        }
        Some(issuer) => empty(issuer, "issuer", "the issuer is a URI only: wallets show no name", "write its profile"),
        None => {}
    }
    if let Some((place, id)) = root.get("id").and_then(|id| Some((id, id.as_str()?)))
        && !has_scheme(&id, "https://")
        && !has_scheme(&id, "http://")
    {
        let message = "the credential's id is no URL of a page: the credential URL on LinkedIn stays empty";
        empty(place, &id, message, "host the credential, and take its https URL as the id");
    }
    if is_missing(achievement, "image") {
        let message = match root.get("image") {
            Some(_) => "the achievement has no `image`, only the credential: some wallets show none",
            None => "the achievement has no `image`: it is a badge that nobody sees",
        };
        warn(found, Code::LintNoImage, achievement, "image", message, "add `image`, PNG or SVG");
    }
    if let Some(criteria) = achievement.get("criteria").filter(|criteria| is_blank(*criteria, "narrative")) {
        let message = "the criteria have no text: when their page is gone, nobody knows what was proven";
        warn(found, Code::LintNoCriteriaText, criteria, "narrative", message, "add `narrative`");
    }
}

fn has_scheme(url: &str, scheme: &str) -> bool {
    url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
}

/// Evidence that looks as if it had been meant for few.
fn private(evidence: Node<'_>, found: &mut Found) {
    const WORDS: [&str; 5] = ["private", "confidential", "internal", "restricted", "secret"];
    let audience = text(evidence, "audience").unwrap_or_default().trim().to_lowercase();
    let audience = audience.trim_end_matches(" only").trim_end_matches(" use").trim_start_matches("for ");
    if let Some(word) = WORDS.iter().find(|word| audience == **word) {
        let message = format!("evidence for an audience that is `{word}` goes to whoever sees the credential");
        warn(found, Code::LintPrivateEvidence, evidence, word, message, "leave it out");
    }
    if let Some(url) = text(evidence, "id").and_then(|id| Url::parse(&id).ok())
        && let Some(why) = not_for_everybody(&url)
    {
        let message = format!("the URL of the evidence {why}");
        warn(found, Code::LintPrivateEvidence, evidence, "id", message, "link to a page that is meant for everybody");
    }
}

fn not_for_everybody(url: &Url) -> Option<&'static str> {
    const KEYS: [&str; 9] =
        ["token", "access_token", "auth", "authkey", "key", "sig", "signature", "x-amz-signature", "x-goog-signature"];
    if url.scheme() == "file" {
        return Some("is a file of somebody's machine");
    }
    let is_web = matches!(url.scheme(), "http" | "https");
    if is_web && (!url.username().is_empty() || url.password().is_some()) {
        return Some("holds a password");
    }
    let fragment = url.fragment().unwrap_or_default();
    let in_fragment = url::form_urlencoded::parse(fragment.as_bytes());
    if url.query_pairs().chain(in_fragment).any(|(name, _)| KEYS.contains(&name.to_lowercase().as_str())) {
        return Some("holds a key, which opens it to whoever sees the credential");
    }
    let is_internal = match url.host()? {
        Host::Domain(name) => {
            let name = name.trim_end_matches('.');
            !name.contains('.') || [".localhost", ".local", ".internal", ".lan"].iter().any(|end| name.ends_with(end))
        }
        Host::Ipv4(address) => is_internal_v4(address),
        Host::Ipv6(address) => {
            let first = address.segments().first().copied().unwrap_or_default();
            let is_local = first & 0xfe00 == 0xfc00 || first & 0xffc0 == 0xfe80;
            is_local || address.is_loopback() || address.to_ipv4_mapped().is_some_and(is_internal_v4)
        }
    };
    is_internal.then_some("leads into a private network")
}

fn is_internal_v4(address: std::net::Ipv4Addr) -> bool {
    address.is_private() || address.is_loopback() || address.is_link_local() || address.is_unspecified()
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
                    "endorsementJwt",
                    message,
                    "put endorsements with proofs into `endorsement`",
                );
            }
            if name == "id" && value.as_str().is_some_and(|id| names_a_person(&id)) {
                let message = "the id holds an e-mail address or a telephone number";
                warn(
                    found,
                    Code::LintPersonalDataInId,
                    value,
                    "id",
                    message,
                    "take an id that says nothing, such as a UUID",
                );
            }
            for place in value.one_or_many() {
                if let Some(url) = place.as_str().filter(|text| has_scheme(text, "http://") && is_uri(text))
                    && name != "type"
                {
                    let shown = without_secrets(&url);
                    let message = format!("{} is not protected by TLS", quoted(&shown));
                    warn(found, Code::LintNotHttps, place, &shown, message, "use https");
                }
            }
            open.push(value);
        }
        open.extend(node.items().filter(|item| matches!(item.kind(), Kind::Object | Kind::Array)));
        if let Some(inner) = open.get_mut(before..) {
            inner.reverse();
        }
    }
}

/// A URL without what may open it: user, password, query and fragment.
fn without_secrets(url: &str) -> String {
    let open = url.split(['?', '#']).next().unwrap_or_default();
    match open.split_once("://").map(|(scheme, rest)| (scheme, rest.split_once('/').unwrap_or((rest, "")))) {
        Some((scheme, (authority, path))) => {
            let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
            format!("{scheme}://{host}/{path}")
        }
        None => open.to_owned(),
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
    // Who is named before a host is a user of that machine, mostly `git`.
    let after_host = lower.split_once("://").map(|(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    let plain = after_host.unwrap_or(&lower).replace("%40", "@");
    plain.split(['/', '?', '&', '=', '#', ':', ';', ',']).any(|part| {
        let domain = part.rsplit_once('@').map_or("", |(_, domain)| domain);
        let is_word = |label: &str| label.len() > 1 && label.bytes().next().is_some_and(|b| b.is_ascii_alphabetic());
        is_email(part) && domain.contains('.') && domain.split('.').all(is_word)
    })
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
        for good in [
            "https://example.edu/@ann",
            "did:web:example.edu",
            "data:text/plain,a@b.example",
            "urn:x:a@b",
            "https://cdn.example/openbadges@3.0.3/context.json",
            "https://cdn.example/three@v0.150.min/x",
            "ssh://git@example.edu/x",
        ] {
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
            "http://[::ffff:10.0.0.1]/",
            "http://0.0.0.0/",
            "https://wiki/",
            "https://example.edu/#access_token=1",
        ] {
            assert!(not_for_everybody(&Url::parse(bad).unwrap()).is_some(), "{bad}");
        }
        for good in [
            "https://example.edu/essay?page=2",
            "https://8.8.8.8/",
            "https://[2001:db8::1]/",
            "urn:x:y",
            "ssh://git@example.edu/x",
        ] {
            assert!(not_for_everybody(&Url::parse(good).unwrap()).is_none(), "{good}");
        }
    }
}
