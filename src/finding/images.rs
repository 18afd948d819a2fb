//! The codes of badges in images. A file of their own keeps the list readable: it passes all others on with its own.

macro_rules! with_images {
    ($($others:tt)*) => {
        codes! {
            $($others)*
            /// Bytes that are neither a PNG nor an SVG image.
            BakeUnknownImage = "bake.unknown-image",
            /// A PNG whose chunks are not as its standard has them.
            BakeBadPng = "bake.bad-png",
            /// The checksum of a PNG's chunk does not fit: the file is damaged.
            BakeChecksum = "bake.checksum",
            /// An SVG that is no well-formed XML, or has another root than `svg`.
            BakeBadSvg = "bake.bad-svg",
            /// An SVG with a document type declaration, where entities come from; read, one that declares nothing itself may stay.
            BakeDoctype = "bake.doctype",
            /// An SVG or a text in a PNG that is not UTF-8, or an SVG that says that it is not and is to hold more than ASCII.
            BakeNotUtf8 = "bake.not-utf8",
            /// An image, or what is baked into it, is longer than its limit.
            BakeTooLarge = "bake.too-large",
            /// An image has more parts than `Limits::image_parts`, or an SVG is deeper or richer in names than anybody draws.
            BakeTooManyParts = "bake.too-many-parts",
            /// An image has a badge baked into it already.
            BakeOccupied = "bake.occupied",
            /// Several badges that differ are baked into one image.
            BakeSeveralBadges = "bake.several-badges",
            /// The place of a badge is there, but what is in it cannot be read; or it is a place only for some software.
            BakeUnreadableBadge = "bake.unreadable-badge",
            /// What is baked in, or is to be, is no signed credential: neither JSON nor a compact JWS that could be one.
            BakeNotACredential = "bake.not-a-credential",
            /// A character that no XML document can have.
            BakeNotInXml = "bake.not-in-xml",
            /// No badge is baked into an image.
            BakeNoBadge = "bake.no-badge",
            /// A badge of Open Badges 1 or 2 is baked into an image.
            BakeEarlierVersion = "bake.earlier-version",
        }
    };
}
