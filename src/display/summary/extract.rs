//! From a verified badge to what is known of it.

use std::collections::HashSet;

use chrono::{DateTime, SecondsFormat, Utc};

use super::{
    About, Achieved, Asserted, Checked, Credential, Issuer, Key, KnownBy, MatchedBy, Party, Picture, Reason, Recipient,
    Status, Summary, Trust, Unverified, Validity, Verification,
};
use crate::finding::Code;
use crate::model::{AchievementCredential, DateTimeZ, IdentifierType, Image, Number, Profile, ProfileRef, Term};
use crate::verify::{Check, CheckOutcome, Matched, Report, Step, Verified};

pub(super) fn summary(badge: &Verified) -> Summary {
    let (credential, report) = (badge.credential(), badge.report());
    let subject = &credential.credential_subject;
    let issuer = issuer(credential, report);
    let shown = super::shown::shown(credential);
    Summary {
        language: subject.achievement.in_language.clone(),
        achieved: achieved(credential),
        credential: Credential {
            id: credential.id.clone(),
            name: credential.name.clone(),
            description: credential.description.clone(),
        },
        recipient: recipient(credential, report),
        aligned_to: super::aligned::aligned(subject, &shown.shown),
        evidence: shown.evidence,
        shown: shown.shown,
        creator: subject.achievement.creator.as_ref().map(|profile| party(profile, credential)),
        source: subject.source.as_ref().map(|profile| party(profile, credential)),
        endorsements: super::endorsed::endorsed(badge),
        validity: validity(credential, report),
        verification: Verification {
            verdict: report.verdict(),
            at: moment(report.at()),
            policy: report.policy().name(),
            checks: checks(report),
            warnings: warnings(report),
        },
        asserted: asserted(credential, report, &issuer, &shown.undescribed),
        issuer,
    }
}

pub(super) fn unverified(report: &Report) -> Unverified {
    let reasons = report.decisive().flat_map(reasons).collect();
    Unverified::new(report, moment(report.at()), reasons, checks(report))
}

fn achieved(credential: &AchievementCredential) -> Achieved {
    let subject = &credential.credential_subject;
    let from = &subject.achievement;
    let image = from.image.as_ref().or(credential.image.as_ref()).or(subject.image.as_ref());
    let number = |number: &Option<Number>| number.as_ref().map(|number| number.as_str().to_owned());
    Achieved {
        id: from.id.clone(),
        name: from.name.clone(),
        description: from.description.clone(),
        kind: from.achievement_type.as_ref().map(Term::to_string),
        criteria: from.criteria.narrative.clone(),
        criteria_url: from.criteria.id.clone(),
        image: image.map(picture),
        tags: from.tag.clone(),
        version: from.version.clone(),
        code: from.human_code.clone(),
        field_of_study: from.field_of_study.clone(),
        specialization: from.specialization.clone(),
        credits_available: number(&from.credits_available),
        credits_earned: number(&subject.credits_earned),
        license_number: subject.license_number.clone(),
        role: subject.role.clone(),
        term: subject.term.clone(),
        started: subject.activity_start_date.clone(),
        ended: subject.activity_end_date.clone(),
    }
}

fn picture(image: &Image) -> Picture {
    Picture { uri: image.id.clone(), caption: image.caption.clone() }
}

/// A profile. An id is described once; elsewhere only the id stands, and the description is fetched from where it is: the
/// issuer's profile, whose word all of it is.
pub(super) fn party(profile: &Profile, credential: &AchievementCredential) -> Party {
    let described = [credential.issuer.profile(), credential.credential_subject.achievement.creator.as_ref()];
    let is_bare = profile.name.is_none() && profile.url.is_none();
    let other = described.into_iter().flatten().find(|other| is_bare && other.id == profile.id && other.name.is_some());
    own_party(other.unwrap_or(profile))
}

pub(super) fn own_party(profile: &Profile) -> Party {
    Party {
        id: profile.id.clone(),
        name: profile.name.clone(),
        url: profile.url.clone(),
        description: profile.description.clone(),
        parent: profile.parent_org.as_deref().map(own_party).map(Box::new),
    }
}

pub(super) fn party_of(profile: &ProfileRef) -> Party {
    match profile {
        ProfileRef::Profile(profile) => own_party(profile),
        ProfileRef::Uri(uri) => Party { id: uri.clone(), name: None, url: None, description: None, parent: None },
    }
}

fn issuer(credential: &AchievementCredential, report: &Report) -> Issuer {
    Issuer {
        profile: party_of(&credential.issuer),
        trust: match report.outcome(Step::Trust) {
            CheckOutcome::Passed => Trust::Trusted,
            CheckOutcome::NotApplicable => Trust::NotAsked,
            CheckOutcome::Failed | CheckOutcome::Unknown => Trust::NotKnown,
        },
        key: key(credential.issuer.id(), report),
        is_recipient: credential.credential_subject.id.as_deref() == Some(credential.issuer.id()),
    }
}

fn key(issuer: &str, report: &Report) -> Option<Key> {
    let signature = report.signatures().iter().find(|signature| signature.is_issuers())?;
    let scheme = |scheme: &str| issuer.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    let is_the_key = scheme("did:key:") || scheme("did:jwk:");
    Some(Key {
        known_by: if is_the_key { KnownBy::ItsId } else { KnownBy::ItsDocument },
        host: host(issuer),
        secured_with: signature.secured_with().to_owned(),
        verification_method: signature.verification_method().map(Into::into),
    })
}

/// Whose word it is that a key is the issuer's.
fn host(issuer: &str) -> Option<String> {
    if let Some(rest) = issuer.strip_prefix("did:web:") {
        let host = rest.split([':', '#', '?']).next()?.replace("%3A", ":").replace("%3a", ":");
        return url::Url::parse(&format!("https://{host}/")).ok()?.host_str().map(Into::into);
    }
    let url = url::Url::parse(issuer).ok().filter(|url| matches!(url.scheme(), "https" | "http"))?;
    url.host_str().map(Into::into)
}

fn recipient(credential: &AchievementCredential, report: &Report) -> Recipient {
    let subject = &credential.credential_subject;
    let check = report.check(Step::Recipient);
    let mut told = HashSet::new();
    let kinds = subject.identifier.iter().filter(|identity| identity.hashed);
    let kinds = kinds.map(|identity| identity.identity_type.as_str()).filter(|kind| told.insert(*kind));
    let hashed = kinds.map(Into::into).collect();
    let matched_by = |by: &Matched| match by.identifier.and_then(|at| subject.identifier.get(at)) {
        Some(identity) => MatchedBy {
            kind: identity.identity_type.to_string(),
            value: Some(identity.identity_hash.clone()).filter(|_| !identity.hashed),
            is_weak: by.is_weak,
        },
        None => MatchedBy { kind: "id".into(), value: subject.id.clone(), is_weak: by.is_weak },
    };
    Recipient {
        id: subject.id.clone(),
        is_checked: check.is_some_and(|check| check.outcome() == CheckOutcome::Passed),
        matched_by: check.into_iter().flat_map(Check::matched).map(matched_by).collect(),
        hashed,
    }
}

fn validity(credential: &AchievementCredential, report: &Report) -> Validity {
    Validity {
        from: credential.valid_from.clone(),
        until: credential.valid_until.clone(),
        awarded: credential.awarded_date.clone(),
        status: match report.outcome(Step::Status) {
            CheckOutcome::Passed => Status::Good,
            CheckOutcome::NotApplicable => Status::HasNone,
            CheckOutcome::Failed | CheckOutcome::Unknown => Status::Unknown,
        },
        replaces: report.replaces().map(Into::into),
    }
}

/// As exact as it was given; of a year that no text can say, in whole seconds.
fn moment(at: DateTime<Utc>) -> DateTimeZ {
    at.to_rfc3339_opts(SecondsFormat::AutoSi, true).parse().unwrap_or_else(|_| DateTimeZ::whole_seconds(at))
}

fn checks(report: &Report) -> Vec<Checked> {
    let checked =
        |check: &Check| Checked { step: check.step(), outcome: check.outcome(), is_tolerated: check.is_tolerated() };
    report.checks().iter().map(checked).collect()
}

/// What a check has to say, at least one thing.
fn reasons(check: &Check) -> Vec<Reason> {
    let reason = |code: Option<Code>, message: String| Reason {
        step: check.step(),
        outcome: check.outcome(),
        code: code.map(|code| code.as_str().to_owned()),
        message,
    };
    let mut all: Vec<Reason> =
        check.findings().iter().map(|finding| reason(Some(finding.code()), finding.to_string())).collect();
    if all.is_empty() {
        all.push(reason(None, check.note().to_owned()));
    }
    all
}

fn warnings(report: &Report) -> Vec<Reason> {
    let is_telling = |check: &&Check| check.is_tolerated() || !check.findings().is_empty();
    report.checks().iter().filter(is_telling).flat_map(reasons).collect()
}

fn asserted(
    credential: &AchievementCredential,
    report: &Report,
    issuer: &Issuer,
    results: &[(Option<String>, String)],
) -> Vec<Asserted> {
    let subject = &credential.credential_subject;
    let mut all = Vec::new();
    let mut add = |about, name: Option<&str>, value: &str| {
        all.push(Asserted { about, name: name.map(Into::into), value: value.to_owned() });
    };
    let matched = report.check(Step::Recipient).map_or(&[][..], Check::matched);
    for (at, identity) in subject.identifier.iter().enumerate().filter(|(_, identity)| !identity.hashed) {
        // It was compared: it stands beside whom the badge is about.
        if matched.iter().any(|by| by.identifier == Some(at)) {
            continue;
        }
        match identity.identity_type {
            Term::Known(IdentifierType::Name) => add(About::LearnerName, None, &identity.identity_hash),
            ref kind => add(About::LearnerIdentifier, Some(kind.as_str()), &identity.identity_hash),
        }
    }
    if let Some(profile) = credential.issuer.profile().filter(|_| !issuer.trust.is_trusted()) {
        let parent = profile.parent_org.as_deref();
        for (name, value) in [
            ("name", profile.name.as_deref()),
            ("url", profile.url.as_deref()),
            ("email", profile.email.as_deref()),
            ("description", profile.description.as_deref()),
            ("official", profile.official.as_deref()),
            ("parentOrg", parent.map(|parent| parent.name.as_deref().unwrap_or(&parent.id))),
        ] {
            if let Some(value) = value {
                add(About::Issuer, Some(name), value);
            }
        }
    }
    if let Some(narrative) = &subject.narrative {
        add(About::Narrative, None, narrative);
    }
    for (description, value) in results {
        add(About::Result, description.as_deref(), value);
    }
    // What is about the same stands together.
    all.sort_by_key(|asserted| asserted.about);
    all
}
