//! The context of Comprehensive Learner Records.

use super::{id, kind, table, term};

table! {
    /// Inside `Association`.
    ASSOCIATION, open, free &[("xsd", None)], [
        term("associationType", clr!("AssociationType")),
        term("sourceId", clr!("sourceId")).typed("xsd:anyURI"),
        term("targetId", clr!("targetId")).typed("xsd:anyURI"),
    ]
}

table! {
    /// Inside `ClrCredential`.
    CLR_CREDENTIAL, open, free &[("xsd", None)], [
        id(),
        term("partial", clr!("partial")).typed("xsd:boolean"),
        kind(),
    ]
}

table! {
    /// Inside `ClrSubject`.
    CLR_SUBJECT, open, [
        term("achievement", clr!("achievement")).typed(ob!("Achievement")).set(),
        term("association", clr!("association")).typed(clr!("Association")).set(),
        term("cred", cred!("")).prefix(),
        id(),
        term("identifier", clr!("identifier-1")).typed(ob!("Identifier")).set(),
        term("obi", ob!("")).prefix(),
        kind(),
        term("verifiableCredential", clr!("verifiableCredential")).typed(cred!("verifiableCredential")).set(),
    ]
}

table! {
    /// What Comprehensive Learner Records are made of.
    CLR_2_0_1, open, [
        term("Association", clr!("Association")).scoped(&ASSOCIATION),
        term("ClrCredential", clr!("ClrCredential")).scoped(&CLR_CREDENTIAL),
        term("ClrSubject", clr!("ClrSubject")).scoped(&CLR_SUBJECT),
        id(),
        kind(),
    ]
}
