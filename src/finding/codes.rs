//! Every code there is, in the order of the areas; those of badges in images, see `images.rs`, come last.

with_images! {
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
    /// Not a media type.
    InputNotMediaType = "input.not-a-media-type",
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
    /// A text that ought to be a colour, `#rrggbb`.
    ArtNotAColour = "art.not-a-colour",
    /// A colour that is not seen well enough on the ground of the badge.
    ArtLowContrast = "art.low-contrast",
    /// None of the fonts that were handed in has a character of the badge, or the bytes are no font.
    ArtNoGlyph = "art.no-glyph",
    /// One id or name is that of two things of a framework.
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
    /// A framework has not all its texts in a language.
    FrameworkUntranslated = "framework.untranslated",
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
    /// A roster could not be read to its end.
    RosterReadFailed = "roster.read-failed",
    /// A roster, or a row of it, is not UTF-8.
    RosterNotUtf8 = "roster.not-utf8",
    /// A roster has not even a header.
    RosterEmpty = "roster.empty",
    /// A table has no column for something that every row must say.
    RosterMissingColumn = "roster.missing-column",
    /// A table has two columns of one name.
    RosterRepeatedColumn = "roster.repeated-column",
    /// A table has a column that is not read.
    RosterUnknownColumn = "roster.unknown-column",
    /// A row is longer than `Limits::row_bytes`.
    RosterRowTooLong = "roster.row-too-long",
    /// A row holds the character NUL.
    RosterNul = "roster.nul",
    /// The quotes of a row are not those of CSV (RFC 4180), or hold a line end where none can be meant.
    RosterQuotes = "roster.quotes",
    /// A row has more or fewer fields than the header.
    RosterFieldCount = "roster.field-count",
    /// A row repeats another one.
    RosterDuplicateRow = "roster.duplicate-row",
    /// A row says something else of its learner than an earlier one.
    RosterLearnerDiffers = "roster.learner-differs",
    /// A learner has more rows than are looked at.
    RosterTooManyRows = "roster.too-many-rows",
    /// A roster is not the one that was counted.
    RosterChanged = "roster.changed",
    /// A mapping says two things of one outcome or rating.
    RosterMappedTwice = "roster.mapped-twice",
    /// No sub-competency is mapped to this outcome.
    RosterUnknownOutcome = "roster.unknown-outcome",
    /// No level is mapped to this rating, or these points.
    RosterUnknownRating = "roster.unknown-rating",
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
    /// A correction is not of the issuer, the achievement or the recipient of the badge that it corrects.
    IssueOtherLineage = "issue.other-lineage",
    /// A correction begins no later than the badge that it corrects.
    IssueNotNewer = "issue.not-newer",
    /// Something is pinned by its digest that the badge does not link to.
    IssuePinNotLinked = "issue.pin-not-linked",
    /// One thing is pinned by its digest twice.
    IssuePinnedTwice = "issue.pinned-twice",
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
    /// A proof says that it was made at a time that is still to come.
    ProofNotYet = "proof.not-yet",
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
    /// An endorsement in a badge is not verified.
    EndorsementNotVerified = "endorsement.not-verified",
    /// An endorsement in a badge could not be verified.
    EndorsementUnknown = "endorsement.unknown",
    /// An endorsement is of somebody whose endorsements do not count for the caller.
    EndorsementNotCounted = "endorsement.not-counted",
    /// There are more endorsements than are verified, or they are nested deeper.
    EndorsementTooMany = "endorsement.too-many",
    /// A part of a bundle, or the whole of it, is not what it was.
    BundleDigest = "bundle.digest",
    /// Nothing vouches for a bundle but the place it was kept in.
    BundleUnsealed = "bundle.unsealed",
    /// A newer edition of the badge that was handed in is none, or is not verified.
    RefreshNotAccepted = "refresh.not-accepted",
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
    /// An endorsement is about something else than what it would stand in.
    EndorseWrongTarget = "endorse.wrong-target",
    /// An endorsement would stand in a badge twice.
    EndorseTwice = "endorse.twice",
    /// An endorsement is a JWT, and the badge has a proof inside.
    EndorseJwtUnderProof = "endorse.jwt-under-proof",
    /// With an endorsement in it a badge would not hold: their contexts contradict each other, or both describe one thing.
    EndorseBreaksBadge = "endorse.breaks-badge",
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
    /// The issuer has revoked the credential.
    StatusRevoked = "status.revoked",
    /// The issuer has suspended the credential for now.
    StatusSuspended = "status.suspended",
    /// The issuer says something of the credential.
    StatusMessage = "status.message",
    /// A status list is not verified itself, so that it is not believed.
    StatusListNotVerified = "status.list-not-verified",
    /// A status list is that of somebody else than the issuer.
    StatusListOfAnother = "status.list-of-another",
    /// A status list was not to be kept so long.
    StatusListStale = "status.list-stale",
    /// A list of revoked credentials is not signed, as its standard has it.
    StatusUnsigned = "status.unsigned",
    /// A status of a kind that cannot be looked up.
    StatusUnknownMethod = "status.unknown-method",
    /// Several badges at once need skills of one framework, each once.
    BatchSkills = "batch.skills",
    /// A learner has two records in one run.
    BatchLearnerAgain = "batch.learner-again",
    /// A line of a journal is no entry.
    BatchJournalUnreadable = "batch.journal-unreadable",
    /// So many jobs cannot be started.
    BatchJobs = "batch.jobs",
    /// Something that the badge pins by a digest is not what it was.
    LinkedDiffers = "linked.differs",
    /// Something is pinned by a digest of a kind that cannot be checked.
    LinkedUnknownDigest = "linked.unknown-digest",
    /// A text of a language lacks a placeholder or has another, or cannot be shown as it is.
    LanguageText = "language.unusable-text",
}
