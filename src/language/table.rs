//! The table. A row: the name in code, the name for callers, the placeholders, and the text in English and Spanish.

/// One text in the crate's languages.
pub(super) struct Row {
    /// The name by which a caller's language gives it.
    pub(super) name: &'static str,
    /// What is filled in; each stands in every language's text.
    pub(super) placeholders: &'static [&'static str],
    pub(super) english: &'static str,
    pub(super) spanish: &'static str,
}

macro_rules! texts {
    ($($text:ident $name:literal [$($placeholder:literal),*] $english:literal $spanish:literal)*) => {
        /// A text of the table.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Text { $($text),* }

        pub(super) const ROWS: &[Row] = &[
            $(Row { name: $name, placeholders: &[$($placeholder),*], english: $english, spanish: $spanish }),*
        ];
    };
}

impl Text {
    /// The text in the languages of the table, for reading what was written in one of them.
    pub(crate) fn in_table(self) -> [&'static str; 2] {
        ROWS.get(self as usize).map_or([""; 2], |row| [row.english, row.spanish])
    }
}

#[rustfmt::skip]
texts! {
    // Lists: "A, B and C".
    ListComma "list.comma" [] ", " ", "
    ListAnd "list.and" [] " and " " y "

    // Days: "4 May 2026".
    Date "date" ["day", "month", "year"] "{day} {month} {year}" "{day} de {month} de {year}"
    January "date.january" [] "January" "enero"
    February "date.february" [] "February" "febrero"
    March "date.march" [] "March" "marzo"
    April "date.april" [] "April" "abril"
    May "date.may" [] "May" "mayo"
    June "date.june" [] "June" "junio"
    July "date.july" [] "July" "julio"
    August "date.august" [] "August" "agosto"
    September "date.september" [] "September" "septiembre"
    October "date.october" [] "October" "octubre"
    November "date.november" [] "November" "noviembre"
    December "date.december" [] "December" "diciembre"
    DateTime "date.time" ["day", "time"] "{day}, {time} UTC" "{day} a las {time} UTC"
    DateLater "date.later" ["day"] "{day} (after the moment of this check)" "{day} (posterior al momento de esta comprobación)"

    // Outcomes: what is said to the learner. Days are written as numbers, `2026-05-04`, in every language.
    OutcomePointsOne "outcome.points.one" ["points"] "{points} point" "{points} punto"
    OutcomePoints "outcome.points.other" ["points"] "{points} points" "{points} puntos"
    OutcomeReached "outcome.reached" ["name", "level", "day"]
        "{name}: you reached {level} on {day}" "{name}: alcanzaste el nivel {level} el {day}"
    OutcomeReachedPoints "outcome.reached-points" ["name", "level", "points", "day"]
        "{name}: you reached {level} ({points}) on {day}" "{name}: alcanzaste el nivel {level} ({points}) el {day}"
    OutcomeNeedLevel "outcome.need-level" ["sentence", "level"]
        "{sentence}; {level} is required" "{sentence}; se requiere el nivel {level}"
    OutcomeNeedPointsOne "outcome.need-points.one" ["sentence", "points"]
        "{sentence}; at least {points} point is required" "{sentence}; se requiere al menos {points} punto"
    OutcomeNeedPoints "outcome.need-points.other" ["sentence", "points"]
        "{sentence}; at least {points} points are required" "{sentence}; se requieren al menos {points} puntos"
    OutcomeTooOldOne "outcome.too-old.one" ["name", "day", "days"]
        "{name}: your assessment of {day} is more than {days} day old and no longer counts"
        "{name}: tu evaluación del {day} tiene más de {days} día y ya no cuenta"
    OutcomeTooOld "outcome.too-old.other" ["name", "day", "days"]
        "{name}: your assessment of {day} is more than {days} days old and no longer counts"
        "{name}: tu evaluación del {day} tiene más de {days} días y ya no cuenta"
    OutcomeFormative "outcome.formative" ["name"]
        "{name}: you have practised it, but the assessment that counts is still to come"
        "{name}: ya la has practicado, pero aún falta la evaluación que cuenta"
    OutcomeUsed "outcome.used" ["name", "day", "skill"]
        "{name}: your assessment of {day} counts for {skill}; another one is needed here"
        "{name}: tu evaluación del {day} cuenta para {skill}; aquí se necesita otra"
    OutcomeNotAssessed "outcome.not-assessed" ["name"]
        "{name}: you have not been assessed in it yet" "{name}: todavía no te han evaluado"
    OutcomeNothing "outcome.nothing" []
        "no assessment shows any of it yet" "ninguna evaluación la demuestra todavía"
    OutcomeAtLeast "outcome.at-least" ["count", "total", "reached"]
        "{count} of {total} sub-competencies are needed at their required levels, you have {reached}"
        "hay que alcanzar el nivel requerido en {count} de {total} subcompetencias; hasta ahora lo alcanzaste en {reached}"
    OutcomeTotalOne "outcome.total.one" ["points", "reached"]
        "{points} point is needed in all, you have {reached}" "se necesita {points} punto en total; tienes {reached}"
    OutcomeTotal "outcome.total.other" ["points", "reached"]
        "{points} points are needed in all, you have {reached}" "se necesitan {points} puntos en total; tienes {reached}"
    OutcomeWays "outcome.ways" ["count", "ways"]
        "one of {count} ways is needed: {ways}" "hay {count} maneras de lograrlo y basta una: {ways}"
    OutcomeWay "outcome.way" ["number", "way"] "({number}) {way}" "({number}) {way}"
    ListOr "list.or" [] " or " " o "
    ListSemicolon "list.semicolon" [] "; " "; "
    OutcomeEarned "outcome.earned" ["learner", "skill", "levels"]
        "{learner} has earned {skill}: {levels}" "{learner} ha obtenido {skill}: {levels}"
    OutcomeNotEarned "outcome.not-earned" ["learner", "skill", "reasons"]
        "{learner} has not earned {skill} yet: {reasons}" "{learner} aún no ha obtenido {skill}: {reasons}"
    OutcomeLevel "outcome.level" ["name", "level"] "{name} ({level})" "{name} ({level})"

    // Criteria, in Markdown.
    CriteriaIntro "criteria.intro" ["skill"]
        "To earn **{skill}**, a learner is assessed by performance, with a rubric, in these sub-competencies:"
        "Para obtener **{skill}**, se evalúa el desempeño de la persona, con una rúbrica, en estas subcompetencias:"
    CriteriaPart "criteria.part" ["name", "description"] "**{name}**: {description}" "**{name}**: {description}"
    CriteriaIndicator "criteria.indicator" ["name", "description"] "{name}: {description}" "{name}: {description}"
    CriteriaEach "criteria.each" ["levels"]
        "Required in each: {levels}. A strength in one does not make up for another."
        "Nivel requerido en cada una: {levels}. La fortaleza en una no compensa la falta en otra."
    CriteriaEachOf "criteria.each-of" ["names", "levels"]
        "Required in each ({names}): {levels}. A strength in one does not make up for another."
        "Nivel requerido en cada una ({names}): {levels}. La fortaleza en una no compensa la falta en otra."
    CriteriaAtLeast "criteria.at-least" ["count", "total", "levels"]
        "Required in at least {count} of {total}: {levels}." "Nivel requerido en al menos {count} de {total}: {levels}."
    CriteriaAtLeastOf "criteria.at-least-of" ["count", "total", "names", "levels"]
        "Required in at least {count} of {total} ({names}): {levels}."
        "Nivel requerido en al menos {count} de {total} ({names}): {levels}."
    CriteriaPoints "criteria.points" ["points"]
        "Required: at least {points} in all." "Requisito: al menos {points} en total."
    CriteriaPointsOf "criteria.points-of" ["points", "names"]
        "Required: at least {points} in all ({names})." "Requisito: al menos {points} en total ({names})."
    CriteriaFloor "criteria.floor" ["points", "floor"]
        "Required: at least {points} in all, and at least {floor} in each."
        "Requisito: al menos {points} en total y al menos {floor} en cada una."
    CriteriaFloorOf "criteria.floor-of" ["points", "names", "floor"]
        "Required: at least {points} in all ({names}), and at least {floor} in each."
        "Requisito: al menos {points} en total ({names}) y al menos {floor} en cada una."
    CriteriaAny "criteria.any" ["ways"] "One of these is enough. {ways}" "Basta con una de estas opciones. {ways}"
    CriteriaOr "criteria.or" [] " Or: " " O bien: "
    CriteriaAbove "criteria.or-above" ["level"] "{level} or above" "{level} o superior"
    CriteriaLevelIn "criteria.level-in" ["level", "name"] "{level} in {name}" "{level} en {name}"
    CriteriaBest "criteria.best" []
        "Of several attempts the best counts." "Si hay varios intentos, cuenta el mejor."
    CriteriaLatest "criteria.latest" []
        "Of several attempts the latest counts." "Si hay varios intentos, cuenta el último."
    CriteriaFirst "criteria.first" [] "Only the first attempt counts." "Solo cuenta el primer intento."
    CriteriaDaysOne "criteria.days.one" ["days"]
        "Assessments count for {days} day." "Las evaluaciones son válidas durante {days} día."
    CriteriaDays "criteria.days.other" ["days"]
        "Assessments count for {days} days." "Las evaluaciones son válidas durante {days} días."
    CriteriaFramework "criteria.framework" ["framework", "version", "publisher"]
        "Framework: {framework}, version {version}, by {publisher}."
        "Marco: {framework}, versión {version}, de {publisher}."

    // Evidence: how a sub-competency was assessed, in Markdown but for the names of things.
    EvidenceName "evidence.name" ["name"] "Performance assessment: {name}" "Evaluación de desempeño: {name}"
    EvidenceGenre "evidence.genre" [] "Performance assessment" "Evaluación de desempeño"
    EvidenceFacilitator "evidence.facilitator" ["day", "level"]
        "Scored on {day} by a facilitator. Level reached: {level}."
        "Calificada el {day} por una persona facilitadora. Nivel alcanzado: {level}."
    EvidenceFacilitatorNamed "evidence.facilitator-named" ["day", "assessor", "level"]
        "Scored on {day} by a facilitator ({assessor}). Level reached: {level}."
        "Calificada el {day} por una persona facilitadora ({assessor}). Nivel alcanzado: {level}."
    EvidenceAutomated "evidence.automated" ["day", "level"]
        "Scored on {day} automatically. Level reached: {level}."
        "Calificada el {day} de forma automática. Nivel alcanzado: {level}."
    EvidenceAutomatedNamed "evidence.automated-named" ["day", "assessor", "level"]
        "Scored on {day} automatically ({assessor}). Level reached: {level}."
        "Calificada el {day} de forma automática ({assessor}). Nivel alcanzado: {level}."
    EvidenceReviewed "evidence.reviewed" ["day", "level"]
        "Scored on {day} automatically, with a facilitator's review. Level reached: {level}."
        "Calificada el {day} de forma automática, con revisión de una persona facilitadora. Nivel alcanzado: {level}."
    EvidenceReviewedNamed "evidence.reviewed-named" ["day", "assessor", "level"]
        "Scored on {day} automatically, with a facilitator's review ({assessor}). Level reached: {level}."
        "Calificada el {day} de forma automática, con revisión de una persona facilitadora ({assessor}). Nivel alcanzado: {level}."
    EvidenceAssessment "evidence.assessment" [] "Assessment" "Evaluación"
    EvidenceArtefact "evidence.artefact" [] "Artefact" "Producto"
    EvidenceReflection "evidence.reflection" [] "Reflection" "Reflexión"
    EvidenceObservation "evidence.observation" [] "Observation" "Observación"

    // Page
    PageVerified "page.verified" [] "Verified" "Verificada"
    PageWarned "page.verified-with-warnings" [] "Verified, with remarks" "Verificada, con observaciones"
    PageVerifiedOn "page.verified-on" ["day"] "Checked on {day}: signed by its issuer, unchanged since, and in force." "Comprobada el {day}: firmada por su emisor, sin cambios desde entonces y vigente."
    PageWarnedOn "page.verified-with-warnings-on" ["day"] "Checked on {day}: signed by its issuer and unchanged since. Please note:" "Comprobada el {day}: firmada por su emisor y sin cambios desde entonces. Tenga en cuenta:"
    PageDescription "page.description" ["name", "issuer", "day"] "{name}, a badge from {issuer}, awarded on {day}." "{name}, una insignia de {issuer}, otorgada el {day}."
    PageDescriptionBare "page.description-bare" ["name", "day"] "{name}, a badge awarded on {day}." "{name}, una insignia otorgada el {day}."
    PageSkip "page.skip" [] "Skip to what was shown" "Ir a lo demostrado"
    PageAwardedTo "page.awarded-to" [] "Awarded to" "Otorgada a"
    PageNameStated "page.name-stated" [] "name stated by the issuer, not verified" "nombre indicado por el emisor, sin verificar"
    PageNotNamed "page.not-named" [] "a person it does not name" "una persona a la que no nombra"
    PageIdentityChecked "page.identity-checked" ["kinds"] "identity checked by: {kinds}" "identidad comprobada mediante: {kinds}"
    PageIdentityWeak "page.identity-weak" ["kinds"] "it fits the person given, but so may others: {kinds}" "corresponde a la persona indicada, pero otras también podrían: {kinds}"
    PageIdentityOpen "page.identity-open" ["kinds"] "identity not checked; it can be compared with: {kinds}" "identidad no comprobada; puede contrastarse con: {kinds}"
    PageIdentityNone "page.identity-none" [] "identity not checked" "identidad no comprobada"
    PageEmail "page.email" [] "e-mail address" "correo electrónico"
    PageName "page.name" [] "name" "nombre"
    PageWebsite "page.website" [] "website" "sitio web"
    PageAbstract "page.abstract" [] "description" "descripción"
    PagePartOf "page.part-of" [] "part of" "parte de"
    PageIssuedBy "page.issued-by" [] "Issued by" "Emitida por"
    PageIssuerTrusted "page.issuer-trusted" [] "on the checker’s list of trusted issuers" "en la lista de emisores de confianza de quien la comprobó"
    PageIssuerHost "page.issuer-host" ["host"] "name as it states itself; its key is vouched for by {host}" "nombre según el propio emisor; su clave la avala {host}"
    PageIssuerKey "page.issuer-key" [] "name as it states itself; known by its key only" "nombre según el propio emisor; conocido solo por su clave"
    PageIssuerSelf "page.issuer-self" [] "issued to itself" "emitida a sí mismo"
    PageAwardedOn "page.awarded-on" [] "Awarded on" "Otorgada el"
    PageValidFrom "page.valid-from" ["day"] "this edition valid from {day}" "esta edición es válida desde el {day}"
    PageValidUntil "page.valid-until" ["day"] "valid until {day}" "válida hasta el {day}"
    PageNoEnd "page.no-end" [] "does not expire" "no caduca"
    PageNotRevoked "page.not-revoked" [] "not revoked" "no revocada"
    PageRevocationUnknown "page.revocation-unknown" [] "whether it was revoked could not be checked" "no se pudo comprobar si fue revocada"
    PageReplaces "page.replaces" [] "a newer edition of the badge that was handed over" "una edición más reciente de la insignia entregada"
    PageShown "page.shown" [] "What was shown" "Lo demostrado"
    PageSubCompetency "page.sub-competency" [] "Sub-competency" "Subcompetencia"
    PageReached "page.reached" [] "Reached" "Alcanzado"
    PageRequired "page.required" [] "Required" "Requerido"
    PagePlace "page.place" ["place", "count"] "{place} of {count}" "{place} de {count}"
    PageNothingReached "page.nothing-reached" [] "no result given" "sin resultado"
    PageNothingRequired "page.nothing-required" [] "nothing" "nada"
    PageByFacilitator "page.by-facilitator" [] "assessed by a facilitator" "evaluada por una persona facilitadora"
    PageByMachine "page.by-machine" [] "assessed automatically" "evaluada automáticamente"
    PageByBoth "page.by-both" [] "assessed automatically, reviewed by a facilitator" "evaluada automáticamente y revisada por una persona facilitadora"
    PageEvidence "page.evidence" [] "Evidence" "Evidencias"
    PageEvidenceItem "page.evidence-item" [] "Evidence without a title" "Evidencia sin título"
    PageAbout "page.about" [] "About this badge" "Sobre esta insignia"
    PageByIssuer "page.by-issuer" [] "As the issuer states it" "Según indica el emisor"
    PageDefinedBy "page.defined-by" [] "Defined by" "Definida por"
    PageVersion "page.version" [] "Version" "Versión"
    PageAssessedBy "page.assessed-by" [] "Assessed by" "Evaluada por"
    PageField "page.field" [] "Field" "Campo"
    PageCredits "page.credits" [] "Credits" "Créditos"
    PageLicense "page.license" [] "Licence number" "Número de licencia"
    PageRole "page.role" [] "Role" "Función"
    PageTerm "page.term" [] "Term" "Periodo"
    PageActivity "page.activity" [] "Activity" "Actividad"
    PageFrom "page.from" ["day"] "from {day}" "desde el {day}"
    PageUntil "page.until" ["day"] "until {day}" "hasta el {day}"
    PageAligned "page.aligned" [] "Corresponds to" "Corresponde a"
    PageEndorsed "page.endorsed" [] "Endorsed by" "Avalada por"
    PageEndorserStated "page.endorser-stated" [] "name as it states itself" "nombre según indica quien la avala"
    PageEndorsedAward "page.endorsed-award" [] "endorses this award:" "avala esta concesión:"
    PageEndorsedAchievement "page.endorsed-achievement" [] "endorses what the issuer names as the achievement:" "avala lo que el emisor indica como el logro:"
    PageEndorsedIssuer "page.endorsed-issuer" [] "endorses the issuer:" "avala al emisor:"
    PageEndorsedCreator "page.endorsed-creator" [] "endorses whom the issuer names as having defined it:" "avala a quien el emisor indica como quien la definió:"
    PageEndorsedAssessor "page.endorsed-assessor" [] "endorses whom the issuer names as having assessed it:" "avala a quien el emisor indica como quien la evaluó:"
    PageEndorsedOther "page.endorsed-other" [] "endorses something in it:" "avala algo en ella:"
    PageEndorserIssuer "page.endorser-issuer" [] "by the issuer itself" "por el propio emisor"
    PageEndorserLearner "page.endorser-learner" [] "by the learner" "por la persona que la recibió"
    PageAsserted "page.asserted" [] "Stated, not verified" "Declarado, sin verificar"
    PageCriteria "page.criteria" [] "How it is earned" "Cómo se obtiene"
    PageCriteriaLink "page.criteria-link" [] "The criteria on the web" "Los criterios en la web"
    PageChecks "page.checks" ["passed", "count"] "What was checked: {passed} of {count} checks passed" "Qué se comprobó: {passed} de {count} comprobaciones superadas"
    PageChecked "page.checked" [] "What was checked" "Qué se comprobó"
    PageMicroCredential "page.micro-credential" [] "Micro-credential" "Microcredencial"
    PageBadge "page.badge" [] "Badge" "Insignia"
    PageCheck "page.check" [] "Check" "Comprobación"
    PageOutcome "page.outcome" [] "Outcome" "Resultado"
    PageTolerated "page.tolerated" [] "let pass" "admitido"
    PageSigned "page.signed" ["how"] "Signature: {how}" "Firma: {how}"
    PageMore "page.more" ["count"] "and {count} more" "y {count} más"
    PageCredential "page.credential" [] "Credential" "Credencial"
    PageAddress "page.address" [] "This page" "Esta página"
    PageNoProof "page.no-proof" [] "This page tells what a check found. It proves nothing by itself: anybody can write a page. To be sure, have the badge checked again." "Esta página cuenta lo que encontró una comprobación. Por sí sola no prueba nada: cualquiera puede escribir una página. Para estar seguro, haga comprobar de nuevo la insignia."
    PageImage "page.image" ["name"] "Badge: {name}" "Insignia: {name}"
    PageFailed "page.not-verified" [] "Not verified" "No verificada"
    PageFailedOn "page.not-verified-on" ["day"] "This badge was checked on {day} and is not valid. Do not rely on it, nor on anything it says." "Esta insignia se comprobó el {day} y no es válida. No confíe en ella ni en nada de lo que diga."
    PageUndecided "page.undecided" [] "Could not be verified" "No se pudo verificar"
    PageUndecidedOn "page.undecided-on" ["day"] "This badge was looked at on {day}, and something could not be checked. Until it is, do not rely on anything it says." "Esta insignia se examinó el {day} y algo no se pudo comprobar. Hasta que se compruebe, no confíe en nada de lo que diga."
    PageWhy "page.why" [] "Why" "Por qué"
    PageClaims "page.claims" [] "What it claims to be" "Lo que dice ser"
    PageClaimsNote "page.claims-note" [] "Unverified: anybody can have written this." "Sin verificar: cualquiera puede haberlo escrito."
    PageClaimsName "page.claims-name" [] "It calls itself" "Dice llamarse"
    PageClaimsIssuer "page.claims-issuer" [] "It says it is from" "Dice proceder de"
    PageClaimsId "page.claims-id" [] "It gives the id" "Da el identificador"
    PlacesImage "places.image" ["name", "issuer"] "{name}, a badge from {issuer}" "{name}, una insignia de {issuer}"

    // Summary: the checks, and what was checked of each.
    CheckPassed "check.passed" [] "passed" "superada"
    CheckFailed "check.failed" [] "failed" "fallida"
    CheckUnknown "check.unknown" [] "could not be checked" "no se pudo comprobar"
    CheckNotApplicable "check.not-applicable" [] "nothing to check against" "sin nada con que comprobar"
    StepFormat "step.format" [] "file format" "formato del archivo"
    StepJson "step.json" [] "JSON" "lectura del JSON"
    StepModel "step.model" [] "rules of the standard" "reglas del estándar"
    StepJsonLd "step.json-ld" [] "meaning of every part" "significado de cada parte"
    StepProof "step.proof" [] "signature" "firma"
    StepBinding "step.binding" [] "whose key signed" "de quién es la clave que firmó"
    StepPolicy "step.policy" [] "demands of the policy" "exigencias de la política"
    StepValidity "step.validity" [] "validity dates" "fechas de validez"
    StepStatus "step.status" [] "revocation" "revocación"
    StepRecipient "step.recipient" [] "whom it is about" "a quién se refiere"
    StepTrust "step.trust" [] "trust in the issuer" "confianza en el emisor"
    StepAward "step.award" [] "results against what is required" "resultados frente a lo exigido"
    StepEndorsements "step.endorsements" [] "endorsements" "avales"
    StepLinked "step.linked" [] "linked documents" "documentos enlazados"
    StepRefresh "step.refresh" [] "newer edition" "edición más reciente"

    // Summary: what is asserted and not verified.
    AssertedLearnerName "asserted.learner-name" [] "Learner's name, as the issuer wrote it; compared with nobody" "Nombre de la persona, tal como lo escribió el emisor; sin contrastar"
    AssertedLearnerIdentifier "asserted.learner-identifier" [] "Learner's identifier, as the issuer wrote it; compared with nobody" "Identificador de la persona, tal como lo escribió el emisor; sin contrastar"
    AssertedIssuer "asserted.issuer" [] "What the issuer says of itself; only its id is verified" "Lo que el emisor dice de sí mismo; solo su identificador está verificado"
    AssertedNarrative "asserted.narrative" [] "Account of the evidence, as the badge has it" "Relato de las evidencias, tal como consta en la insignia"
    AssertedResult "asserted.result" [] "Result that the achievement does not describe" "Resultado que el logro no describe"

    // Summary: what, who, by whom, when.
    Badge "summary.badge" [] "Badge" "Insignia"
    Description "summary.description" [] "What it is" "Qué es"
    Learner "summary.learner" [] "Learner" "Persona"
    LearnerNotCompared "summary.learner.not-compared" [] "compared with nobody" "sin contrastar con nadie"
    LearnerFits "summary.learner.fits" ["kinds"] "the person given, by {kinds}" "la persona indicada, por {kinds}"
    LearnerFitsWeakly "summary.learner.fits-weakly" ["kinds"] "perhaps the person given, who fits only by {kinds}, as others may" "quizá la persona indicada, que solo coincide por {kinds}, igual que otras podrían coincidir"
    LearnerNamed "summary.learner.named" ["name"] "named in the badge, not verified: {name}" "nombre en la insignia, sin verificar: {name}"
    LearnerCheckable "summary.learner.checkable" ["kinds"] "compared with nobody (possible by {kinds})" "sin contrastar con nadie (posible por {kinds})"
    IssuedBy "summary.issued-by" [] "Issued by" "Emitida por"
    IssuerTrusted "summary.issuer.trusted" ["who"] "{who}, on the list of trusted issuers" "{who}, en la lista de emisores de confianza"
    IssuerNotKnown "summary.issuer.not-known" ["id"] "{id}, not on the list of trusted issuers" "{id}, que no está en la lista de emisores de confianza"
    IssuerNotAsked "summary.issuer.not-asked" ["id"] "{id}, checked against no list of trusted issuers" "{id}, sin contrastar con ninguna lista de emisores de confianza"
    IssuerIsRecipient "summary.issuer.is-recipient" [] "issued by the learner to themselves" "emitida por la persona para sí misma"
    CallsItself "summary.calls-itself" ["name"] "calls itself {name}" "se hace llamar {name}"
    PartOf "summary.part-of" ["name"] "part of {name}" "parte de {name}"
    Awarded "summary.awarded" [] "Awarded" "Otorgada"
    ValidFromTitle "summary.valid-from-title" [] "Valid from" "Válida desde"
    ValidFrom "summary.valid-from" ["day"] "this edition valid from {day}" "esta edición válida desde el {day}"
    ValidUntil "summary.valid-until" ["day"] "valid until {day}" "válida hasta el {day}"
    ValidForever "summary.valid-forever" [] "no end date" "sin fecha de caducidad"
    Verdict "summary.verdict" [] "Verdict" "Veredicto"
    VerdictVerified "verdict.verified" [] "verified" "verificada"
    VerdictVerifiedWithWarnings "verdict.verified-with-warnings" [] "verified, with warnings" "verificada, con advertencias"
    VerdictNotVerified "verdict.not-verified" [] "NOT VERIFIED" "NO VERIFICADA"
    VerdictUndecided "verdict.undecided" [] "NOT VERIFIED, because not everything could be checked" "NO VERIFICADA, porque no se pudo comprobar todo"
    VerdictFor "verdict.for" ["verdict", "day", "policy"] "{verdict} (as of {day}, policy: {policy})" "{verdict} (a {day}, política: {policy})"
    PolicyStrict "policy.strict" [] "strict" "estricta"
    PolicyCertification "policy.certification" [] "certification" "de certificación"
    PolicyArchive "policy.archive" [] "archive" "de archivo"
    PolicyChanged "policy.changed" ["policy"] "{policy}, changed" "{policy}, modificada"
    Warning "summary.warning" [] "Warning" "Advertencia"
    Reason "summary.reason" [] "Reason" "Motivo"
    Claimed "summary.claimed" [] "Which badge is meant, by its own account" "De qué insignia se trata, según ella misma"
    ClaimsToBe "claimed.badge" [] "Says it is" "Dice ser"
    ClaimsIssuer "claimed.issuer" [] "Says it is issued by" "Dice haber sido emitida por"
    ClaimsId "claimed.id" [] "Says its id is" "Dice que su identificador es"
    Id "summary.id" [] "id" "identificador"
    KindName "identifier.name" [] "name" "nombre"
    KindEmail "identifier.email" [] "e-mail address" "dirección de correo electrónico"
    More "summary.more" ["count"] "and {count} more" "y {count} más"

    // Summary: what was shown.
    ShownTitle "summary.shown" [] "What the person showed" "Lo que demostró la persona"
    NotAsserted "summary.not-asserted" [] "nothing asserted" "sin resultado declarado"
    Required "summary.required" ["required"] "required: {required}" "exigido: {required}"
    LevelPlace "summary.level-place" ["level", "place", "count"] "{level} (level {place} of {count})" "{level} (nivel {place} de {count})"
    LevelsOrdered "summary.levels" ["levels"] "Levels, from low to high: {levels}" "Niveles, de menor a mayor: {levels}"
    LevelsUnordered "summary.levels-unordered" ["levels"] "Levels, in no known order: {levels}" "Niveles, sin orden conocido: {levels}"
    Value "summary.value" ["value"] "value {value}" "valor {value}"
    ValueBetween "summary.value-between" ["value", "min", "max"] "value {value} (from {min} to {max})" "valor {value} (de {min} a {max})"
    StatusCompleted "status.completed" [] "completed" "completado"
    StatusEnrolled "status.enrolled" [] "enrolled" "inscrito"
    StatusFailed "status.failed" [] "failed" "no superado"
    StatusInProgress "status.in-progress" [] "in progress" "en curso"
    StatusOnHold "status.on-hold" [] "on hold" "en pausa"
    StatusProvisional "status.provisional" [] "provisional" "con carácter provisional"
    StatusWithdrew "status.withdrew" [] "withdrew" "abandonado"
    Assessed "summary.assessed" [] "assessed" "evaluación"
    AssessedOn "summary.assessed-on" ["how", "day"] "assessed {how}, {day}" "evaluación {how}, {day}"
    AssessedByFacilitator "summary.by-facilitator" [] "by a facilitator" "por una persona facilitadora"
    AssessedAutomatically "summary.automatically" [] "automatically" "automática"
    AssessedWithReview "summary.with-review" [] "automatically, with a facilitator's review" "automática, con revisión de una persona facilitadora"
    EvidenceTitle "summary.evidence" [] "Evidence (what links lead to was not looked at)" "Evidencias (no se ha examinado el contenido de los enlaces)"

    // Summary: what it stands for.
    AboutTitle "summary.about" [] "About the achievement, by the issuer's word" "Acerca del logro, según el emisor"
    CredentialName "summary.credential-name" [] "Title of the credential" "Título de la credencial"
    Type "summary.type" [] "Type" "Tipo"
    TypeVersion "summary.type-version" ["type", "version"] "{type}, version {version}" "{type}, versión {version}"
    FrameworkVersion "summary.version" [] "Version" "Versión"
    CreditsAvailable "summary.credits-available" [] "Credits" "Créditos"
    CreditsEarned "summary.credits-earned" [] "Credits earned" "Créditos obtenidos"
    FieldOfStudy "summary.field-of-study" [] "Field of study" "Campo de estudio"
    Specialization "summary.specialization" [] "Specialization" "Especialización"
    Code "summary.code" [] "Code" "Código"
    Role "summary.role" [] "Role" "Función"
    Term "summary.term" [] "Term" "Período académico"
    License "summary.license" [] "License number" "Número de licencia"
    Started "summary.started" [] "Begun" "Inicio"
    Ended "summary.ended" [] "Finished" "Fin"
    DefinedBy "summary.defined-by" [] "Defined by" "Definido por"
    AssessedBy "summary.assessed-by" [] "Assessed by" "Evaluado por"
    Tags "summary.tags" [] "Tags" "Etiquetas"
    Criteria "summary.criteria" [] "How it is earned" "Cómo se obtiene"
    CriteriaPage "summary.criteria-page" [] "How it is earned, on a page" "Cómo se obtiene, en una página"
    AlignedTitle "summary.aligned" [] "What it corresponds to elsewhere, by the issuer's word" "A qué corresponde en otros marcos, según el emisor"
    OtherResult "summary.other-result" [] "a result that is not described" "un resultado que no se describe"
    NoFramework "summary.no-framework" [] "elsewhere" "en otro lugar"

    // Summary: who vouches, and what was checked.
    EndorsedTitle "summary.endorsed" [] "Endorsements, verified" "Avales verificados"
    EndorsedBy "summary.endorsed-by" ["part", "who", "day"] "{part}, endorsed by {who}, {day}" "{part}, con el aval de {who}, {day}"
    EndorsedByListed "summary.endorsed-by-listed" ["part", "who", "day"] "{part}, endorsed by {who}, on the list of endorsers, {day}" "{part}, con el aval de {who}, en la lista de avalistas, {day}"
    EndorserIsIssuer "summary.endorser.is-issuer" ["who"] "the issuer itself ({who})" "quien emitió la insignia ({who})"
    EndorserIsLearner "summary.endorser.is-learner" ["who"] "the learner ({who})" "la persona que la recibió ({who})"
    EndorserIsBoth "summary.endorser.is-both" ["who"] "the issuer itself, who is the learner ({who})" "quien emitió la insignia, la misma persona que la recibió ({who})"
    EndorsedCredential "endorsed.credential" ["id"] "this award ({id})" "esta insignia ({id})"
    EndorsedAchievement "endorsed.achievement" ["id"] "{id}, which the issuer names as the achievement" "{id}, que el emisor indica como el logro"
    EndorsedIssuer "endorsed.issuer" ["id"] "the issuer ({id})" "el emisor ({id})"
    EndorsedCreator "endorsed.creator" ["id"] "{id}, which the issuer names as who defined the achievement" "{id}, que el emisor indica como quien definió el logro"
    EndorsedAssessor "endorsed.assessor" ["id"] "{id}, which the issuer names as who assessed it" "{id}, que el emisor indica como quien lo evaluó"
    CheckedTitle "summary.checked" [] "What was checked" "Qué se ha comprobado"
    KeyTitle "summary.key" [] "Issuer's key" "Clave del emisor"
    KeyIsId "key.is-id" [] "it is the issuer's id itself, which says nothing of who has it" "es el propio identificador del emisor, que no dice quién la tiene"
    KeyAtHost "key.at-host" ["host"] "listed in the issuer's document at {host}" "figura en el documento del emisor en {host}"
    KeyInDocument "key.in-document" [] "listed in the issuer's document" "figura en el documento del emisor"
    Revocation "summary.revocation" [] "Revocation" "Revocación"
    RevocationGood "revocation.good" [] "looked up; the badge stands" "consultada; la insignia sigue vigente"
    RevocationNone "revocation.none" [] "the badge names no list in which it could be revoked" "la insignia no nombra ninguna lista en la que se pudiera revocar"
    RevocationUnknown "revocation.unknown" [] "could not be looked up" "no se pudo consultar"
    Edition "summary.edition" [] "Edition" "Edición"
    EditionReplaces "summary.edition-replaces" ["day"] "newer than the one handed over, which was valid from {day}" "más reciente que la entregada, válida desde el {day}"
    AssertedTitle "summary.asserted" [] "Said in the badge, verified by nobody" "Consta en la insignia, sin que nadie lo haya verificado"
    FactDescription "fact.description" [] "description" "descripción"
    FactUrl "fact.url" [] "homepage" "página web"
    FactOfficial "fact.official" [] "official" "responsable"
    FactParent "fact.parent" [] "part of" "parte de"
}
