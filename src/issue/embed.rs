//! Endorsements inside a badge: only those that leave it what it is.

use super::{Award, Format};
use crate::document::{Document, Node};
use crate::error::{Error, ErrorKind, Result};
use crate::finding::{Code, Finding};
use crate::model::{AchievementCredential, EndorsementCredential, Extra, ProfileRef};
use crate::proof::{Engine, Strictness};
use crate::text::quoted;

/// What of a badge an endorsement stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Carrier {
    Credential,
    Achievement,
    Issuer,
    Creator,
}

impl Carrier {
    const ALL: [Carrier; 4] = [Carrier::Credential, Carrier::Achievement, Carrier::Issuer, Carrier::Creator];

    fn pointer(self) -> &'static str {
        match self {
            Carrier::Credential => "",
            Carrier::Achievement => "/credentialSubject/achievement",
            Carrier::Issuer => "/issuer",
            Carrier::Creator => "/credentialSubject/achievement/creator",
        }
    }

    fn noun(self) -> &'static str {
        match self {
            Carrier::Credential => "the badge itself",
            Carrier::Achievement => "its achievement",
            Carrier::Issuer => "its issuer",
            Carrier::Creator => "the creator of its achievement",
        }
    }

    /// The same in a badge, if it is there.
    fn of(self, badge: &mut AchievementCredential) -> Option<Endorsable<'_>> {
        macro_rules! endorsable {
            ($of:expr) => {{
                let of = $of;
                Endorsable {
                    id: &of.id,
                    endorsement: &mut of.endorsement,
                    endorsement_jwt: &mut of.endorsement_jwt,
                    extra: &mut of.extra,
                }
            }};
        }
        Some(match self {
            Carrier::Credential => endorsable!(badge),
            Carrier::Achievement => endorsable!(&mut badge.credential_subject.achievement),
            Carrier::Issuer => match &mut badge.issuer {
                ProfileRef::Profile(profile) => endorsable!(&mut **profile),
                ProfileRef::Uri(_) => return None,
            },
            Carrier::Creator => endorsable!(badge.credential_subject.achievement.creator.as_mut()?),
        })
    }
}

/// What can be endorsed, as far as it matters here.
struct Endorsable<'b> {
    id: &'b str,
    endorsement: &'b mut Vec<EndorsementCredential>,
    endorsement_jwt: &'b mut Vec<String>,
    extra: &'b mut Extra,
}

impl Endorsable<'_> {
    /// Adds an endorsement after those that there are, every string and number as it was written.
    fn add(self, form: &Endorsing) -> Result<()> {
        let document = match form {
            Endorsing::Token(token) => {
                self.endorsement_jwt.push(token.clone());
                return Ok(());
            }
            Endorsing::Embedded(document) => document,
        };
        // A typed list would be written instead of that text: the issuer's profile may bring one along.
        let mut items: Vec<String> =
            std::mem::take(self.endorsement).iter().map(EndorsementCredential::to_json).collect();
        let before = self.extra.get(MEMBER).map(Document::root);
        items.extend(before.into_iter().flat_map(Node::one_or_many).map(|item| item.raw().to_owned()));
        items.push(document.to_compact());
        self.extra.insert(MEMBER, Document::parse(format!("[{}]", items.join(",")).as_bytes())?);
        Ok(())
    }
}

const MEMBER: &str = "endorsement";

/// An endorsement as it was signed.
#[derive(Debug, Clone)]
pub(crate) enum Endorsing {
    /// With a proof inside.
    Embedded(Document),
    /// As a compact JWS.
    Token(String),
}

/// An endorsement, and where it is to stand.
#[derive(Debug, Clone)]
pub(super) struct Embedded {
    form: Endorsing,
    id: String,
    target: String,
    carrier: Option<Carrier>,
}

impl Award<'_> {
    /// Puts an endorsement into the badge, as it was signed. Whoever calls this has verified it: here is only seen to it
    /// that the badge can carry it. Without a carrier it goes where what it is about is described.
    ///
    /// [`sign`](Award::sign) gives `endorse.wrong-target`, `endorse.twice`, `endorse.jwt-under-proof` and
    /// `endorse.breaks-badge`.
    pub(crate) fn embed(
        mut self,
        form: Endorsing,
        credential: &EndorsementCredential,
        carrier: Option<Carrier>,
    ) -> Self {
        let (id, target) = (credential.id.clone(), credential.credential_subject.id.clone());
        self.endorsements.push(Embedded { form, id, target, carrier });
        self
    }
}

/// Adds the endorsements to what they are about.
pub(super) fn add(
    endorsements: &[Embedded],
    format: Format,
    badge: &mut AchievementCredential,
) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for (i, endorsement) in endorsements.iter().enumerate() {
        let carrier = endorsement.carrier.or_else(|| carrier_of(&endorsement.target, badge));
        let pointer = carrier.map_or("", Carrier::pointer);
        let member = match &endorsement.form {
            Endorsing::Embedded(_) => MEMBER,
            Endorsing::Token(_) => "endorsementJwt",
        };
        let place = format!("{pointer}/{member}");
        let what = format!("the endorsement {}", quoted(&endorsement.id));
        let mut refuse = |code: Code, value: &str, message: String, remedy: &str| {
            findings.push(Finding::error(code, &*place, message).with_value(value).with_remedy(remedy));
        };
        let target = &endorsement.target;
        let found = match carrier {
            Some(carrier) => carrier.of(badge).map(|endorsable| (carrier, endorsable)),
            None => None,
        };
        match found {
            Some((_, endorsable)) if endorsable.id == target => endorsable.add(&endorsement.form)?,
            Some((carrier, endorsable)) => {
                let (target_text, id) = (quoted(target), quoted(endorsable.id));
                let message = format!("{what} is about {target_text}, not about {}, {id}", carrier.noun());
                refuse(Code::EndorseWrongTarget, target, message, "put it where what it is about stands");
            }
            None => {
                let message = format!("{what} is about {}, which the badge does not describe", quoted(target));
                refuse(Code::EndorseWrongTarget, target, message, "leave it out");
            }
        }
        if endorsements.iter().take(i).any(|earlier| earlier.id == endorsement.id) {
            let message = format!("{what} stands in the badge already");
            refuse(Code::EndorseTwice, &endorsement.id, message, "leave it out");
        }
        if let (Endorsing::Token(_), Format::Embedded(_)) = (&endorsement.form, format) {
            let message = format!(
                "{what} is a JWT, and under a proof inside the badge `endorsementJwt` cannot stand: not every form of \
                     the Open Badges context defines it"
            );
            let remedy = "issue the badge as a JWT, or ask for the endorsement with a proof inside";
            refuse(Code::EndorseJwtUnderProof, &endorsement.id, message, remedy);
        }
    }
    Ok(findings)
}

/// Whether the finished badge is with its endorsements what it was without; `without` keeps every rule.
pub(super) fn check(with: &Document, without: &Document, format: Format) -> Result<()> {
    let found = AchievementCredential::conform(with);
    Error::unless_empty(ErrorKind::Input, found.into_iter().map(broken).collect())?;
    // As it will be signed: only suites over RDF refuse what is not covered.
    let strictness = match format {
        Format::Embedded(suite) if !suite.is_jcs() => Strictness::Issuing,
        _ => Strictness::Checking,
    };
    let engine = Engine::new();
    let Err(error) = engine.document_hash(with, strictness) else { return Ok(()) };
    // What the badge has by itself is not the endorsements' fault.
    engine.document_hash(without, strictness)?;
    let kind = error.kind();
    Error::unless_empty(kind, error.into_findings().into_iter().map(broken).collect())
}

fn broken(finding: Finding) -> Finding {
    let message = format!("with its endorsements the badge would not hold: {}", finding.message());
    let broken = Finding::error(Code::EndorseBreaksBadge, finding.pointer(), message);
    let broken = finding.value().into_iter().fold(broken, Finding::with_value);
    finding.remedy().into_iter().fold(broken, Finding::with_remedy)
}

/// What has this id; of several the first, which describes it (the others are references to it).
fn carrier_of(target: &str, badge: &mut AchievementCredential) -> Option<Carrier> {
    Carrier::ALL.into_iter().find(|carrier| carrier.of(badge).is_some_and(|endorsable| endorsable.id == target))
}
