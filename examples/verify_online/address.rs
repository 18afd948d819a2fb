//! Which addresses a server may be asked to connect to by somebody else's badge: those of the public internet only.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// What is not public in IPv4 (RFC 6890 and IANA's registry of special-purpose addresses), and why.
const NOT_PUBLIC: &[(Ipv4Addr, u32, &str)] = &[
    (Ipv4Addr::new(0, 0, 0, 0), 8, "this network"),
    (Ipv4Addr::new(10, 0, 0, 0), 8, "private"),
    (Ipv4Addr::new(100, 64, 0, 0), 10, "shared behind a carrier's NAT"),
    (Ipv4Addr::new(127, 0, 0, 0), 8, "loopback"),
    // A public address by its number, but it answers inside of Azure only, to each machine about that machine.
    (Ipv4Addr::new(168, 63, 129, 16), 32, "a cloud's own service"),
    // With 169.254.169.254, where clouds tell a machine its secrets.
    (Ipv4Addr::new(169, 254, 0, 0), 16, "link-local"),
    (Ipv4Addr::new(172, 16, 0, 0), 12, "private"),
    (Ipv4Addr::new(192, 0, 0, 0), 24, "for protocols"),
    (Ipv4Addr::new(192, 0, 2, 0), 24, "for documentation"),
    (Ipv4Addr::new(192, 88, 99, 0), 24, "a relay of 6to4"),
    (Ipv4Addr::new(192, 168, 0, 0), 16, "private"),
    (Ipv4Addr::new(198, 18, 0, 0), 15, "for benchmarks"),
    (Ipv4Addr::new(198, 51, 100, 0), 24, "for documentation"),
    (Ipv4Addr::new(203, 0, 113, 0), 24, "for documentation"),
    (Ipv4Addr::new(224, 0, 0, 0), 4, "multicast"),
    (Ipv4Addr::new(240, 0, 0, 0), 4, "reserved"),
];

/// The same inside of 2000::/3, outside of which nothing in IPv6 is public.
const NOT_PUBLIC_6: &[(Ipv6Addr, u32, &str)] = &[
    // With Teredo, whose addresses hold others.
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23, "for protocols"),
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32, "for documentation"),
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16, "6to4, with another address inside"),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20, "for documentation"),
];

/// Outside of 2000::/3 only for the message: the first that fits says what it is.
const NEVER_PUBLIC_6: &[(Ipv6Addr, u32, &str)] = &[
    (Ipv6Addr::UNSPECIFIED, 128, "no address"),
    (Ipv6Addr::LOCALHOST, 128, "loopback"),
    (Ipv6Addr::new(0xfc00, 0, 0, 0, 0, 0, 0, 0), 7, "private"),
    (Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 0), 10, "link-local"),
    (Ipv6Addr::new(0xff00, 0, 0, 0, 0, 0, 0, 0), 8, "multicast"),
    (Ipv6Addr::UNSPECIFIED, 0, "not of the public internet"),
];

/// Why nothing is fetched from an address, or nothing if it is a public one.
///
/// Judged is the address that is connected to in the end: of one that holds another (IPv4 in IPv6, NAT64) the inner one.
pub fn why_not(address: IpAddr) -> Option<&'static str> {
    match address {
        IpAddr::V4(address) => why_not_v4(address),
        IpAddr::V6(address) => why_not_v6(address),
    }
}

fn why_not_v4(address: Ipv4Addr) -> Option<&'static str> {
    let among = |(net, bits, _): &&(Ipv4Addr, u32, &str)| (address.to_bits() ^ net.to_bits()) >> (32 - bits) == 0;
    NOT_PUBLIC.iter().find(among).map(|(_, _, why)| *why)
}

fn why_not_v6(address: Ipv6Addr) -> Option<&'static str> {
    if let Some(inner) = address.to_ipv4_mapped().or_else(|| behind_nat64(address)) {
        return why_not_v4(inner);
    }
    let is_global = address.to_bits() >> 125 == 1;
    let table = if is_global { NOT_PUBLIC_6 } else { NEVER_PUBLIC_6 };
    let among = |(net, bits, _): &&(Ipv6Addr, u32, &str)| {
        // A shift by all 128 bits is none.
        (address.to_bits() ^ net.to_bits()).checked_shr(128 - bits).unwrap_or_default() == 0
    };
    table.iter().find(among).map(|(_, _, why)| *why)
}

/// The address that NAT64 translates 64:ff9b::/96 to (RFC 6052). A network may use another prefix of its own, which looks
/// like any other: that network's NAT64 must refuse private addresses, as the RFC has it.
fn behind_nat64(address: Ipv6Addr) -> Option<Ipv4Addr> {
    match address.octets() {
        [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0, a, b, c, d] => Some(Ipv4Addr::new(a, b, c, d)),
        _ => None,
    }
}
