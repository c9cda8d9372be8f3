//! Whose request it is behind proxies: what a proxy says is believed where the
//! operator trusts it, and nobody else is.

use http::{HeaderMap, header};
use std::net::IpAddr;

/// The client's address: that of the connection, or, where that is a trusted
/// proxy, the last address before it that is none. A proxy that says it in two
/// ways passes on what somebody else wrote: then it is the proxy's own.
pub(super) fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    let mut client = peer.to_canonical();
    if !trusted.contains(&client) {
        return client;
    }
    let (standard, usual) = (
        all(headers, header::FORWARDED.as_str()),
        all(headers, USUAL),
    );
    let said: Vec<&str> = match (standard.as_slice(), usual.as_slice()) {
        ([], usual) => usual.to_vec(),
        (standard, []) => standard.iter().map(|hop| named(hop)).collect(),
        _ => return client,
    };
    for hop in said.into_iter().rev() {
        // Further back everybody may have written.
        let Some(address) = address(hop) else { break };
        client = address;
        if !trusted.contains(&client) {
            break;
        }
    }
    client
}

/// The header that most proxies write.
const USUAL: &str = "x-forwarded-for";

/// The parts of a header, in order, of all its lines.
fn all<'a>(headers: &'a HeaderMap, name: &str) -> Vec<&'a str> {
    let lines = headers.get_all(name).iter();
    lines
        .flat_map(|line| line.to_str().unwrap_or("?").split(','))
        .map(str::trim)
        .collect()
}

/// The `for` of a part of `Forwarded` (RFC 7239).
fn named(hop: &str) -> &str {
    let pair = hop.split(';').find_map(|pair| {
        let (name, value) = pair.trim().split_once('=')?;
        name.eq_ignore_ascii_case("for").then_some(value)
    });
    pair.unwrap_or_default()
}

/// An address, in quotes or not, with a port or without.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim_matches('"');
    let bare = match text.strip_prefix('[') {
        Some(rest) => rest.split(']').next()?,
        None if text.matches(':').count() == 1 => text.split(':').next()?,
        None => text,
    };
    bare.parse()
        .ok()
        .map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(peer: &str, lines: &[(&'static str, &str)], trusted: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(*name, value.parse().unwrap());
        }
        let trusted: Vec<IpAddr> = trusted.iter().map(|one| one.parse().unwrap()).collect();
        client(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    const XFF: &str = "x-forwarded-for";
    const FORWARDED: &str = "forwarded";

    #[test]
    fn a_proxy_is_believed_where_it_is_trusted() {
        let ours = ["10.0.0.1", "10.0.0.2", "::1"];
        for (peer, lines, expected) in [
            ("192.0.2.9", vec![(XFF, "203.0.113.7")], "192.0.2.9"),
            ("10.0.0.1", vec![], "10.0.0.1"),
            ("10.0.0.1", vec![(XFF, "203.0.113.7")], "203.0.113.7"),
            ("::ffff:10.0.0.1", vec![(XFF, "203.0.113.7")], "203.0.113.7"),
            // What the client wrote itself stands before what the proxy saw.
            (
                "10.0.0.1",
                vec![(XFF, "1.1.1.1, 203.0.113.7")],
                "203.0.113.7",
            ),
            (
                "10.0.0.1",
                vec![(XFF, "1.1.1.1"), (XFF, "203.0.113.7, 10.0.0.2")],
                "203.0.113.7",
            ),
            ("::1", vec![(XFF, "[2001:db8::5]:4711")], "2001:db8::5"),
            ("::1", vec![(XFF, "203.0.113.7:4711")], "203.0.113.7"),
            (
                "::1",
                vec![(
                    FORWARDED,
                    "for=1.1.1.1, For=\"[2001:db8::5]:47\";proto=https",
                )],
                "2001:db8::5",
            ),
            (
                "::1",
                vec![(FORWARDED, "proto=https;for=203.0.113.7")],
                "203.0.113.7",
            ),
            // Nonsense, and two voices.
            ("10.0.0.1", vec![(XFF, "nobody")], "10.0.0.1"),
            (
                "10.0.0.1",
                vec![(XFF, "1.1.1.1, nobody, 10.0.0.2")],
                "10.0.0.2",
            ),
            ("10.0.0.1", vec![(FORWARDED, "for=_hidden")], "10.0.0.1"),
            (
                "10.0.0.1",
                vec![(XFF, "1.1.1.1"), (FORWARDED, "for=2.2.2.2")],
                "10.0.0.1",
            ),
        ] {
            assert_eq!(from(peer, &lines, &ours), expected, "{peer} {lines:?}");
            assert_eq!(
                from(peer, &lines, &[]),
                from(peer, &[], &[]),
                "trusts nobody"
            );
        }
    }
}
