//! The one vocabulary in which errors and reports say what is wrong, and where.

use std::fmt;

use serde::{Serialize, Serializer};

/// How much a [`Finding`] weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Severity {
    /// Worth knowing; it stops nothing.
    Warning,
    /// A rule is broken.
    Error,
}

/// One thing that is wrong: code, severity, place, value, sentence, and what to do about it.
///
/// `Display` is the sentence with its place, on one line. Serialized, it is an object with the members `code`,
/// `severity`, `pointer`, `value`, `message` and `remedy`; the last two values are left out where there are none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    code: Code,
    severity: Severity,
    pointer: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    remedy: Option<String>,
}

impl Finding {
    pub(crate) fn error(code: Code, pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Finding {
            code,
            severity: Severity::Error,
            pointer: pointer.into(),
            value: None,
            message: message.into(),
            remedy: None,
        }
    }

    pub(crate) fn warning(code: Code, pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Finding { severity: Severity::Warning, ..Finding::error(code, pointer, message) }
    }

    /// The same, where it stops nothing.
    pub(crate) fn into_warning(self) -> Self {
        Finding { severity: Severity::Warning, ..self }
    }

    /// The offending value, cut to a readable length.
    pub(crate) fn with_value(mut self, value: &str) -> Self {
        const KEPT: usize = 200;
        let mut kept: String = value.chars().take(KEPT).collect();
        if kept.len() < value.len() {
            kept.push('…');
        }
        self.value = Some(kept);
        self
    }

    pub(crate) fn with_remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }

    /// The same finding in a document of which its own is a part.
    pub(crate) fn under(mut self, pointer: &str) -> Self {
        self.pointer.insert_str(0, pointer);
        self
    }

    /// The stable code.
    pub fn code(&self) -> Code {
        self.code
    }

    /// Error or warning.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// Where: a JSON pointer (RFC 6901) into the document that was read; empty for the whole document and for
    /// what came in as an argument.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// The offending value, if there is one to show; long ones are cut.
    pub fn value(&self) -> Option<&str> {
        self.value.as_deref()
    }

    /// What is wrong, in a sentence without its place.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do about it, if there is something to say.
    pub fn remedy(&self) -> Option<&str> {
        self.remedy.as_deref()
    }
}

/// A problem details object (RFC 9457), for answering over HTTP with the media type `application/problem+json`.
///
/// `type` leads to the documentation of the code, `title` is the code's meaning, `detail` the sentence. Members beyond the
/// standard's: `code`, `pointer`, `value` and `remedy` as in a [`Finding`]; of a report `verdict` and all `findings`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    #[serde(rename = "type")]
    kind: String,
    title: String,
    detail: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<Code>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pointer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    remedy: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    findings: Vec<Finding>,
}

impl Problem {
    /// One for which there is no code.
    pub(crate) fn untyped(title: &str, detail: &str) -> Self {
        Problem {
            kind: "about:blank".into(),
            title: title.into(),
            detail: detail.into(),
            code: None,
            pointer: None,
            value: None,
            remedy: None,
            verdict: None,
            findings: Vec::new(),
        }
    }

    pub(crate) fn with_verdict(mut self, verdict: &'static str, findings: Vec<Finding>) -> Self {
        self.verdict = Some(verdict);
        self.findings = findings;
        self
    }
}

impl Finding {
    /// The finding as a problem details object.
    ///
    /// ```
    /// use openbadges::Framework;
    ///
    /// let error = Framework::twenty_first_century_skills().skill("empaty").unwrap_err();
    /// let problem = serde_json::to_value(error.findings().next().unwrap().to_problem()).unwrap();
    /// assert_eq!(problem["title"], "No skill of the framework has this id.");
    /// assert_eq!(problem["detail"], "no skill has the id `empaty`; did you mean `empathy`?");
    /// assert_eq!(problem["code"], "framework.unknown-skill");
    /// ```
    pub fn to_problem(&self) -> Problem {
        Problem {
            // The name of a variant is as stable as the code itself.
            kind: format!(
                "https://docs.rs/openbadges/latest/openbadges/finding/enum.Code.html#variant.{:?}",
                self.code
            ),
            code: Some(self.code),
            pointer: Some(self.pointer.clone()),
            value: self.value.clone(),
            remedy: self.remedy.clone(),
            ..Problem::untyped(self.code.description(), &self.to_string())
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.pointer.is_empty() {
            write!(f, "at {}: ", crate::text::quoted(&self.pointer).trim_matches('`'))?;
        }
        f.write_str(&self.message)?;
        match &self.remedy {
            Some(remedy) => write!(f, "; {remedy}"),
            None => Ok(()),
        }
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $text:literal,)+) => {
        /// A stable code, `area.problem`: never renamed, never used for something else.
        ///
        /// New codes may come; match with a wildcard.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $doc])+ #[doc = concat!("\n\nCode: `", $text, "`")] $name,)+
        }

        impl Code {
            /// Every code there is.
            pub const ALL: &'static [Code] = &[$(Code::$name,)+];

            /// The code as text, for example `framework.duplicate-id`.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$name => $text,)+ }
            }

            /// What the code means, in a sentence.
            pub fn description(self) -> &'static str {
                match self { $(Code::$name => concat!($($doc),+).trim_ascii(),)+ }
            }
        }
    };
}

codes! {
    /// The text is not JSON (RFC 8259).
    JsonSyntax = "json.syntax",
    /// The bytes are not UTF-8.
    JsonNotUtf8 = "json.not-utf8",
    /// An object has two members of one name.
    JsonDuplicateMember = "json.duplicate-member",
    /// The document is longer than `Limits::bytes`.
    JsonTooLarge = "json.too-large",
    /// The document is nested deeper than `Limits::depth`.
    JsonTooDeep = "json.too-deep",
    /// The document has more values than `Limits::values`.
    JsonTooManyValues = "json.too-many-values",

    /// A member that must be there is missing.
    InputMissing = "input.missing-member",
    /// A member that the form does not know; a slip of the keyboard must not go unnoticed.
    InputUnknownMember = "input.unknown-member",
    /// A value of the wrong JSON type.
    InputWrongType = "input.wrong-type",
    /// A text that is empty or only white space.
    InputEmpty = "input.empty-text",
    /// A text that ought to be an absolute URI.
    InputNotUri = "input.not-a-uri",
    /// A text that ought to be an http or https URL.
    InputNotUrl = "input.not-a-url",
    /// An id that is not kebab-case.
    InputNotId = "input.not-an-id",
    /// A text that ought to be a date and time with a zone (RFC 3339).
    InputNotTime = "input.not-a-time",
    /// A number of points that is not a decimal from 0 to 1,000,000 with at most three decimals.
    InputNotPoints = "input.not-points",
    /// A count that is not a whole number in its range.
    InputNotCount = "input.not-a-count",
    /// A word that is not in its vocabulary.
    InputUnknownWord = "input.unknown-word",
    /// Bytes that are not the image they are said to be.
    InputNotImage = "input.not-an-image",

    /// One id names two things of a framework.
    FrameworkDuplicateId = "framework.duplicate-id",
    /// A framework refers to something it does not define.
    FrameworkDanglingReference = "framework.dangling-reference",
    /// A rubric has no levels.
    FrameworkRubricWithoutLevels = "framework.rubric-without-levels",
    /// The points of a rubric's levels do not rise from the first to the last.
    FrameworkPointsNotRising = "framework.points-not-rising",
    /// A required level is not a level of the rubric that scores it.
    FrameworkRequiredLevelNotInRubric = "framework.required-level-not-in-rubric",
    /// A skill has no sub-competencies.
    FrameworkSkillWithoutSubCompetencies = "framework.skill-without-sub-competencies",
    /// A skill has more sub-competencies than anybody could assess.
    FrameworkTooManySubCompetencies = "framework.too-many-sub-competencies",
    /// A completion rule that nobody could meet, or that everybody meets.
    FrameworkRuleUnusable = "framework.rule-unusable",
    /// No skill of the framework has this id.
    FrameworkUnknownSkill = "framework.unknown-skill",
    /// No sub-competency of the framework has this id.
    FrameworkUnknownSubCompetency = "framework.unknown-sub-competency",

    /// An assessment names a skill that the framework does not have.
    RecordUnknownSkill = "record.unknown-skill",
    /// An assessment names a sub-competency that the framework does not have.
    RecordUnknownSubCompetency = "record.unknown-sub-competency",
    /// An assessment is meant for a skill that its sub-competency is no part of.
    RecordSkillWithoutSubCompetency = "record.skill-without-sub-competency",
    /// A level that the rubric does not have.
    RecordUnknownLevel = "record.unknown-level",
    /// Points below the rubric's lowest or above its highest level.
    RecordPointsOutsideRubric = "record.points-outside-rubric",
    /// An assessment has both a level and points, or neither.
    RecordScoreNotOne = "record.score-not-one",
    /// An assessment was made after the date of the award.
    RecordAssessedAfterAward = "record.assessed-after-award",
    /// A skill stands twice among those that were awarded earlier, or there are more than anybody is awarded.
    RecordAwardedTwice = "record.awarded-twice",
    /// A skill was awarded earlier, but after the date of this award.
    RecordAwardedAfterAward = "record.awarded-after-award",
    /// Assessments of two learners stand in one record.
    RecordTwoLearners = "record.two-learners",
    /// An identifier is of a kind that Open Badges does not know.
    RecordUnknownIdentifierType = "record.unknown-identifier-type",
    /// Two records are of one learner.
    RecordDuplicateLearner = "record.duplicate-learner",
    /// No record is of this learner.
    RecordUnknownLearner = "record.unknown-learner",

    /// A seed that is not 32 bytes (64 hexadecimal digits) long.
    KeySeedLength = "key.seed-length",
    /// A seed with something else than hexadecimal digits.
    KeySeedNotHex = "key.seed-not-hex",
    /// A text that is no Multikey, or not of an Ed25519, P-256 or RSA key.
    KeyNotMultikey = "key.not-a-multikey",
    /// A public key that no signature may be checked with: not on the curve, or of small order.
    KeyWeak = "key.weak",
    /// The source of random bytes failed.
    KeyNoRandomness = "key.no-randomness",
    /// A text or an object is no JWK, or no set of them.
    KeyNotJwk = "key.not-a-jwk",
    /// A file holds no key in PEM that can be read.
    KeyNotPem = "key.not-pem",
    /// A key is of a kind, curve, size or use that is not supported.
    KeyUnsupported = "key.unsupported",
    /// What should be a public key holds private members.
    KeySecret = "key.secret",
    /// A signer failed.
    KeySignerFailed = "key.signer-failed",
    /// A signer's signature does not fit its public key.
    KeySignerWrong = "key.signer-wrong",

    /// The recipient has neither an id nor an identifier.
    IssueRecipientMissing = "issue.recipient-missing",
    /// A recipient's id or identifier cannot be used.
    IssueRecipientUnusable = "issue.recipient-unusable",
    /// The skill or its framework is deprecated: no longer in use for new awards.
    IssueDeprecated = "issue.deprecated",
    /// The issuer's id and the verification method do not belong together.
    IssueKeyNotOfIssuer = "issue.key-not-of-issuer",
    /// The award date lies before an assessment that it rests on.
    IssueAwardedBeforeAssessed = "issue.awarded-before-assessed",
    /// The credential would end before it begins.
    IssueValidUntilNotAfterFrom = "issue.valid-until-not-after-from",

    /// The contexts are not the ones that Open Badges 3.0 wants, in their order.
    ModelContext = "model.context",
    /// A version of the Open Badges context that the crate does not know.
    ModelContextVersion = "model.context-version",
    /// A type that only a context defines which the credential does not name.
    ModelExtensionContext = "model.extension-context",
    /// A member that the standard requires is missing.
    ModelMissingMember = "model.missing-member",
    /// A value is not of the type that the standard gives it.
    ModelWrongType = "model.wrong-type",
    /// A value is not one that the standard allows.
    ModelWrongValue = "model.wrong-value",
    /// A member that the standard does not define, in a class that allows no others.
    ModelUndefinedMember = "model.undefined-member",
    /// Neither `id` nor `identifier` says whose credential it is.
    ModelNoRecipient = "model.no-recipient",
    /// Criteria have neither `id` nor `narrative`.
    ModelEmptyCriteria = "model.empty-criteria",
    /// A result refers to something that the achievement does not define.
    ModelDanglingReference = "model.dangling-reference",
    /// A value is not among those, or not between those, that the result description allows.
    ModelOutOfRange = "model.out-of-range",
    /// Something ends before it begins.
    ModelDatesOutOfOrder = "model.dates-out-of-order",
    /// An endorsement is not about what carries it.
    ModelEndorsementTarget = "model.endorsement-target",
    /// An embedded endorsement has no proof.
    ModelEndorsementUnsigned = "model.endorsement-unsigned",
    /// There is a list of statuses where Open Badges has one.
    ModelSeveralStatuses = "model.several-statuses",
    /// A credential names schemas, but not its own of Open Badges.
    ModelCredentialSchema = "model.credential-schema",
    /// What was given is something else than a credential of Open Badges 3.0.
    ModelOtherKind = "model.other-kind",
    /// An identifier is hashed with MD5.
    ModelWeakHash = "model.weak-hash",
    /// A part of a private key stands where keys are published.
    ModelPrivateKey = "model.private-key",
    /// One id is described in two places; deleting from one of them may leave the signature intact.
    ModelDescribedTwice = "model.described-twice",
    /// A value stands twice in a list; deleting one of them leaves the signature intact.
    ModelRepeatedValue = "model.repeated-value",
    /// Only their order tells levels apart, and no signature covers it.
    ModelOrderNotSigned = "model.order-not-signed",
    /// More is wrong than is listed.
    ModelMoreFindings = "model.more-findings",

    /// An identifier that is nobody's business, such as an e-mail address, stands in clear.
    LintPlainIdentifier = "lint.plain-identifier",
    /// An identifier is hashed without a salt.
    LintUnsaltedIdentifier = "lint.unsalted-identifier",
    /// Two identifiers have one salt.
    LintSaltReused = "lint.salt-reused",
    /// An id holds an e-mail address or a telephone number.
    LintPersonalDataInId = "lint.personal-data-in-id",
    /// There is no `awardedDate`.
    LintNoAwardedDate = "lint.no-awarded-date",
    /// The achievement has no image.
    LintNoImage = "lint.no-image",
    /// The criteria have no text.
    LintNoCriteriaText = "lint.no-criteria-text",
    /// Evidence looks as if it had been meant for few.
    LintPrivateEvidence = "lint.private-evidence",
    /// A URL without TLS.
    LintNotHttps = "lint.not-https",
    /// Wallets or LinkedIn will show something as empty.
    LintNothingToShow = "lint.nothing-to-show",
    /// A version that is no longer to be issued.
    LintOldVersion = "lint.old-version",
    /// `endorsementJwt` stands under a proof, where not every form of the context defines it.
    LintEndorsementJwt = "lint.endorsement-jwt",

    /// A context that the crate does not know by heart.
    JsonLdUnknownContext = "json-ld.unknown-context",
    /// A member that no context defines: no signature covers it.
    JsonLdUndefinedMember = "json-ld.undefined-member",
    /// A type that no context defines: no signature covers it.
    JsonLdUndefinedType = "json-ld.undefined-type",
    /// A reference that is not an absolute IRI.
    JsonLdRelativeIri = "json-ld.relative-iri",
    /// A context that breaks the rules of JSON-LD.
    JsonLdInvalidContext = "json-ld.invalid-context",
    /// A value in a shape that JSON-LD has no meaning for.
    JsonLdInvalidValue = "json-ld.invalid-value",
    /// Something that JSON-LD would silently pass over: no signature covers it.
    JsonLdDropped = "json-ld.dropped",
    /// The contexts inside the document take more work than a document is given.
    JsonLdTooCostly = "json-ld.too-costly",
    /// The document uses a newer form of a context, which stands under the same address as the one published.
    JsonLdNewerContext = "json-ld.newer-context",
    /// A form of JSON-LD that the crate does not support.
    JsonLdUnsupported = "json-ld.unsupported",
    /// A null, an empty list, an index or a direction: it stands in the text, yet no signature covers it.
    JsonLdWithoutEffect = "json-ld.without-effect",
    /// So many blank nodes look alike that their order cannot be found in bounded time.
    CanonTooSymmetric = "canon.too-symmetric",
    /// The document could not be canonicalized.
    CanonFailed = "canon.failed",

    /// There is no proof.
    ProofMissing = "proof.missing",
    /// A proof whose members are not what they must be.
    ProofMalformed = "proof.malformed",
    /// A proof of a kind that the crate does not check: unknown, neither good nor bad.
    ProofUnknownSuite = "proof.unknown-suite",
    /// A proof for another purpose than asserting.
    ProofWrongPurpose = "proof.wrong-purpose",
    /// The signature does not fit the document and the key.
    ProofSignatureInvalid = "proof.signature-invalid",
    /// There are more proofs than `Limits::proofs`.
    ProofTooMany = "proof.too-many",
    /// The key is not the issuer's.
    ProofKeyNotBound = "proof.key-not-bound",
    /// The proof itself has expired.
    ProofExpired = "proof.expired",
    /// A proof was made under contexts that are not the first of the document's.
    ProofWrongContext = "proof.wrong-context",
    /// A key is not of the kind that the proof's suite takes.
    ProofWrongKey = "proof.wrong-key",
    /// A proof was made for another domain, or does not repeat the challenge.
    ProofNotForUs = "proof.not-for-us",

    /// A text is no compact JWS: three parts in base64url, the first two of them JSON objects.
    JwtNotJws = "jwt.not-a-jws",
    /// The header of a JWS has a member that Open Badges does not allow, or lacks one that it demands.
    JwtBadHeader = "jwt.bad-header",
    /// A JWS is not signed, or with a secret that its readers share: anybody could have made it.
    JwtInsecureAlgorithm = "jwt.insecure-algorithm",
    /// A JWS is signed with an algorithm that the crate does not check: unknown, neither good nor bad.
    JwtUnknownAlgorithm = "jwt.unknown-algorithm",
    /// The key is of another kind than the algorithm that the header names.
    JwtWrongKey = "jwt.wrong-key",
    /// A claim that Open Badges demands is missing.
    JwtClaimMissing = "jwt.claim-missing",
    /// A claim of the wrong type or form.
    JwtClaimMalformed = "jwt.claim-malformed",
    /// A claim says something else than the member of the credential that it stands for.
    JwtClaimMismatch = "jwt.claim-mismatch",
    /// A payload has a `vc` claim and members of a credential beside it: two readers could see two credentials.
    JwtTwoCredentials = "jwt.two-credentials",
    /// A credential that cannot be issued as JWT as it stands.
    JwtNotIssuable = "jwt.not-issuable",

    /// A text is no DID, no DID URL, or no fragment of one.
    DidSyntax = "did.syntax",
    /// A `did:web` that stands for no plain HTTPS address, or an address of no `did:web`.
    DidWebAddress = "did.web-address",
    /// A DID document, or another that should say whose a key is, is not what it must be.
    DidDocumentMalformed = "did.document-malformed",
    /// Two verification methods of a document have one id.
    DidDuplicateMethod = "did.duplicate-method",
    /// A document has more verification methods or references than any issuer has.
    DidTooManyMethods = "did.too-many-methods",
    /// The document that says whose a key is, is not at hand.
    DidDocumentMissing = "did.document-missing",
    /// A document is that of somebody else than it should be.
    DidDocumentOfAnother = "did.document-of-another",
    /// A document has no verification method of this name.
    DidMethodMissing = "did.method-missing",
    /// A verification method is not listed under `assertionMethod`: its key may not sign credentials.
    DidNotForAssertions = "did.not-for-assertions",
    /// The key of a verification method cannot be used, or is of a kind that the crate does not know.
    DidKeyUnusable = "did.key-unusable",
    /// The key had expired when it signed.
    DidKeyExpired = "did.key-expired",
    /// The key had been revoked when it signed.
    DidKeyRevoked = "did.key-revoked",
    /// The key has expired since it signed, as keys do that are changed regularly.
    DidKeyExpiredSince = "did.key-expired-since",
    /// The key has been revoked since it is said to have signed.
    DidKeyRevokedSince = "did.key-revoked-since",
    /// An issuer publishes no key that is in use.
    DidNoActiveKey = "did.no-active-key",

    /// The credential is not valid yet.
    ValidityNotYet = "validity.not-yet",
    /// The credential is no longer valid.
    ValidityExpired = "validity.expired",
    /// The credential has a status that was not looked up.
    StatusUnchecked = "status.unchecked",

    /// The bytes are neither JSON nor a compact JWS.
    FormatUnknown = "format.unknown",
    /// The bytes are an image, which may hold a badge.
    FormatImage = "format.image",

    /// The credential is of a version of the VC Data Model that the policy does not take, or only with a warning.
    PolicyOlderDataModel = "policy.older-data-model",
    /// The credential names the context of an older version of Open Badges 3.0.
    PolicyOlderContext = "policy.older-context",
    /// The credential is secured only by a suite that has a successor.
    PolicyOlderSuite = "policy.older-suite",

    /// The badge is about somebody else than the person given, or an identifier of it is another.
    RecipientMismatch = "recipient.mismatch",
    /// The badge has nothing that could be compared with what is known of the person.
    RecipientNotComparable = "recipient.not-comparable",
    /// The person matches, but so could others.
    RecipientWeakMatch = "recipient.weak-match",

    /// The caller distrusts the issuer.
    TrustDistrusted = "trust.distrusted",
    /// The caller's registry does not know the issuer.
    TrustUnknownIssuer = "trust.unknown-issuer",
    /// A registry trusts and distrusts one issuer.
    TrustContradictory = "trust.contradictory",

    /// A result is below what the achievement requires.
    AwardNotMet = "award.not-met",
    /// The achievement requires a result that the badge does not show.
    AwardNotShown = "award.not-shown",
    /// A result cannot be held against what the achievement requires.
    AwardNotComparable = "award.not-comparable",

    /// The name of a file that is none in the folder itself.
    ResourcesFileName = "resources.file-name",
    /// A file that cannot be read.
    ResourcesUnreadable = "resources.unreadable",

    /// Another verifier does not read badges that are secured this way.
    OtherFormat = "other.format",
    /// Another verifier does not take JWTs that are signed by this algorithm.
    OtherAlgorithm = "other.algorithm",
    /// Another verifier does not take proofs of this suite, or warns of them.
    OtherSuite = "other.suite",
    /// Another verifier does not find, or does not read, a key that is named this way.
    OtherKeyForm = "other.key-form",
    /// Another verifier does not follow DIDs of this method, or issuers that have none.
    OtherDid = "other.did",
    /// Another verifier does not take these contexts, or warns of them.
    OtherContext = "other.context",
    /// Another verifier does not take what the badge says, or how, or warns of it.
    OtherContent = "other.content",
    /// Another verifier does not read badges of this length.
    OtherTooLarge = "other.too-large",
    /// Another verifier passes over something that the badge says.
    OtherIgnored = "other.ignored",
    /// Whether another verifier takes the badge cannot be told from here.
    OtherNotJudged = "other.not-judged",

    /// What should be a compressed status list is not one: base64url of gzip, whole and with nothing after it.
    StatusNotAList = "status.not-a-list",
    /// A status list is, decompressed, longer than `Limits::status_list_bytes`.
    StatusListTooLarge = "status.list-too-large",
    /// A status list has fewer than 131,072 entries, too few to hide in.
    StatusListTooShort = "status.list-too-short",
    /// A status list is encoded in another way than its standard says, but can be read.
    StatusListForm = "status.list-form",
    /// A status list has no entry of this index.
    StatusIndexOutOfRange = "status.index-out-of-range",
    /// A value that an entry of this many bits cannot hold.
    StatusValueOutOfRange = "status.value-out-of-range",
    /// Entries of none or of more bits than are supported (1 to 8).
    StatusUnsupportedSize = "status.unsupported-size",
    /// A list of statuses lacks what it must have, or has it in another form.
    StatusMalformed = "status.malformed",
    /// A status list with these purposes, messages or times cannot be kept or published.
    StatusListUnusable = "status.list-unusable",
    /// The list is not kept for this purpose.
    StatusWrongPurpose = "status.wrong-purpose",
    /// Every index of the list, or of a writer's part of it, is taken.
    StatusListFull = "status.list-full",
    /// The credential has an index for this purpose already.
    StatusAlreadyAllocated = "status.already-allocated",
    /// No index of the list is this credential's.
    StatusUnknownCredential = "status.unknown-credential",
    /// The credential is revoked, and stays so.
    StatusAlreadyRevoked = "status.already-revoked",
    /// The credential is suspended already.
    StatusAlreadySuspended = "status.already-suspended",
    /// The credential is not suspended.
    StatusNotSuspended = "status.not-suspended",
    /// A ledger of statuses says what cannot be.
    StatusContradictory = "status.contradictory",
    /// Somebody else changed the ledger in the meantime.
    StatusConflict = "status.conflict",
    /// A ledger could not be saved, or it is not known whether it was.
    StatusNotSaved = "status.not-saved",
    /// The ledger is closed: its part of the list went back to where it came from.
    StatusClosed = "status.closed",
    /// A part of a list is not at hand, or does not fit.
    StatusPart = "status.part",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn codes_are_unique_well_formed_and_described() {
        let mut seen = BTreeSet::new();
        for code in Code::ALL {
            assert!(seen.insert(code.as_str()), "{code} twice");
            let (area, problem) = code.as_str().split_once('.').unwrap();
            assert!(crate::text::is_kebab(area) && crate::text::is_kebab(problem), "{code}");
            assert!(code.description().ends_with('.') && code.description().len() > 10, "{code}");
        }
    }

    #[test]
    fn a_finding_is_one_line() {
        let finding = Finding::error(Code::InputEmpty, "/a\n", "is empty").with_remedy("fill it in");
        assert_eq!(finding.to_string(), "at /a\\u{a}: is empty; fill it in");
        assert_eq!(
            serde_json::to_value(&finding).unwrap(),
            serde_json::json!({
                "code": "input.empty-text", "severity": "error", "pointer": "/a\n",
                "message": "is empty", "remedy": "fill it in"
            })
        );
    }
}
