//! The mail server: where it is, and handing it one mail.
//!
//! The steps of a mail are taken one by one, since what a lost connection
//! means depends on the step: before the text it was not sent, after it nobody
//! knows.

use super::outbox::Fate;
use edutracker_domain::text;
use http::Uri;
use lettre::{
    address::Envelope,
    transport::smtp::{
        Error,
        authentication::{Credentials, DEFAULT_MECHANISMS},
        client::{AsyncSmtpConnection, TlsParameters},
        commands::{Data, Mail, Quit, Rcpt, Rset},
        extension::ClientId,
    },
};
use std::{fmt, net::IpAddr, time::Duration};

/// How long the server may take to let us in.
const CONNECT: Duration = Duration::from_secs(20);
/// How long it may take for one step of a mail.
const STEP: Duration = Duration::from_secs(60);

/// How the connection is kept from being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Safety {
    /// TLS from the first byte.
    Tls,
    /// TLS before anything that matters.
    StartTls,
    /// None: the server is on this machine.
    Plain,
}

/// Why a mail server cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ServerError {
    /// Not an address of one.
    #[error(
        "a mail server is given as smtp://[USER@]HOST[:PORT][?tls=required] or smtps://[USER@]HOST[:PORT]"
    )]
    Address,
    /// Other people on the machine see command lines.
    #[error(
        "the password of the mail server does not belong on the command line: set EDUTRACKER_SERVICE_SMTP_PASSWORD"
    )]
    Password,
    /// There is a password and nobody it belongs to.
    #[error("a password for the mail server needs a user: smtp://USER@HOST")]
    User,
    /// The sender is not an address.
    #[error("--mail-from is given as ADDRESS or as NAME <ADDRESS>")]
    From,
}

/// Why a mail server does not let us in. Nothing was sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Trouble {
    /// Nobody answers.
    #[error("the mail server cannot be reached: {0}")]
    Away(String),
    /// It does not answer in time.
    #[error("the mail server does not answer")]
    Silent,
    /// It cannot show that it is the one.
    #[error("the certificate of the mail server is not trusted: {0}")]
    Certificate(String),
    /// There is no TLS with it.
    #[error("the mail server does not speak TLS with us: {0}")]
    Unsafe(String),
    /// It does not know the user or the password.
    #[error("the mail server refuses the sign-in: {0}")]
    SignIn(String),
}

impl Trouble {
    /// The code that notices which wait for it carry.
    pub const fn code(&self) -> &'static str {
        match self {
            Trouble::Away(_) => "unreachable",
            Trouble::Silent => "timeout",
            Trouble::Certificate(_) => "certificate",
            Trouble::Unsafe(_) => "tls",
            Trouble::SignIn(_) => "sign-in",
        }
    }
}

/// An error with what caused it.
fn told(error: &Error) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        let more = inner.to_string();
        if !text.contains(&more) {
            text = format!("{text}: {more}");
        }
        cause = inner.source();
    }
    text
}

/// A mail server.
#[derive(Clone, PartialEq, Eq)]
pub struct Server {
    host: String,
    port: u16,
    safety: Safety,
    login: Option<(String, String)>,
}

// The password stays out of logs.
impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{} ({:?})", self.host, self.port, self.safety)
    }
}

/// `%40` as `@`.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(if byte == b'%' {
            let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
            let (high, low) = (digit(rest.next())?, digit(rest.next())?);
            u8::try_from(high * 16 + low).ok()?
        } else {
            byte
        });
    }
    String::from_utf8(bytes).ok()
}

impl Server {
    /// Reads `smtp://USER@HOST:PORT`. `open` says that others can read the
    /// address, so that it may hold no password.
    pub fn parse(url: &str, password: Option<String>, open: bool) -> Result<Self, ServerError> {
        let uri: Uri = url.parse().map_err(|_| ServerError::Address)?;
        let tls = match uri.scheme_str() {
            Some("smtp") => false,
            Some("smtps") => true,
            _ => return Err(ServerError::Address),
        };
        let required = uri.query() == Some("tls=required");
        if !matches!(uri.path(), "" | "/") || (uri.query().is_some() && !required) {
            return Err(ServerError::Address);
        }
        let host = uri.host().unwrap_or_default().trim_matches(['[', ']']);
        if host.is_empty() {
            return Err(ServerError::Address);
        }
        let authority = uri.authority().map_or("", |authority| authority.as_str());
        let user = authority.rsplit_once('@').map(|(user, _)| user);
        let (user, inside) = match user.and_then(|user| user.split_once(':')) {
            Some((user, password)) => (Some(user), Some(password)),
            None => (user, None),
        };
        if inside.is_some() && open {
            return Err(ServerError::Password);
        }
        let read = |text: &str| decoded(text).ok_or(ServerError::Address);
        let inside = inside.map(read).transpose()?;
        let login = match (user.map(read).transpose()?, password.or(inside)) {
            (Some(user), Some(password)) => Some((user, password)),
            (None, None) => None,
            // A user without a password is somebody the server knows otherwise.
            (Some(_), None) => None,
            (None, Some(_)) => return Err(ServerError::User),
        };
        let here = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
        let (safety, usual) = match (tls, here) {
            (true, _) => (Safety::Tls, 465),
            (false, true) if !required => (Safety::Plain, 25),
            (false, _) => (Safety::StartTls, 587),
        };
        Ok(Self {
            host: host.to_owned(),
            port: uri.port_u16().unwrap_or(usual),
            safety,
            login,
        })
    }

    /// Opens a connection and signs in.
    pub(super) async fn connect(&self) -> Result<Connection, Trouble> {
        match tokio::time::timeout(CONNECT, self.open()).await {
            Ok(Ok(connection)) => Ok(Connection {
                inner: connection,
                broken: false,
            }),
            Ok(Err(trouble)) => Err(trouble),
            Err(_) => Err(Trouble::Silent),
        }
    }

    async fn open(&self) -> Result<AsyncSmtpConnection, Trouble> {
        let us = ClientId::default();
        let tls = || TlsParameters::new(self.host.clone());
        let at_once = match self.safety {
            Safety::Tls => Some(tls().map_err(|error| self.unsafe_or(&error))?),
            Safety::StartTls | Safety::Plain => None,
        };
        let address = (self.host.as_str(), self.port);
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(address, Some(CONNECT), &us, at_once, None)
                .await
                .map_err(|error| match self.safety {
                    Safety::Tls => self.unsafe_or(&error),
                    Safety::StartTls | Safety::Plain => Trouble::Away(told(&error)),
                })?;
        if self.safety == Safety::StartTls {
            if !connection.can_starttls() {
                return Err(Trouble::Unsafe("it offers no STARTTLS".to_owned()));
            }
            let tls = tls().map_err(|error| self.unsafe_or(&error))?;
            let begun = connection.starttls(tls, &us).await;
            begun.map_err(|error| self.unsafe_or(&error))?;
        }
        if let Some((user, password)) = &self.login {
            let credentials = Credentials::new(user.clone(), password.clone());
            let done = connection.auth(DEFAULT_MECHANISMS, &credentials).await;
            done.map_err(|error| Trouble::SignIn(told(&error)))?;
        }
        Ok(connection)
    }

    /// Why TLS did not come about.
    fn unsafe_or(&self, error: &Error) -> Trouble {
        let text = told(error);
        if text.to_lowercase().contains("certificate") {
            Trouble::Certificate(text)
        } else if error.is_tls() {
            Trouble::Unsafe(text)
        } else {
            Trouble::Away(text)
        }
    }
}

/// A connection to the mail server.
pub(super) struct Connection {
    inner: AsyncSmtpConnection,
    /// Whether it is good for no further mail.
    pub broken: bool,
}

/// What an error of a step before the text means.
fn before(error: &Error) -> Fate {
    match error.status() {
        Some(code) if error.is_permanent() => Fate::Refused(code.to_string()),
        Some(code) => Fate::Later(code.to_string()),
        None => Fate::Later("connection".to_owned()),
    }
}

impl Connection {
    /// Hands over a mail.
    pub async fn send(&mut self, envelope: &Envelope, mail: &[u8]) -> Fate {
        let mut begun = false;
        let steps = self.steps(envelope, mail, &mut begun);
        match tokio::time::timeout(STEP, steps).await {
            Ok(fate) => fate,
            Err(_) => {
                self.broken = true;
                if begun {
                    Fate::Unknown("timeout".to_owned())
                } else {
                    Fate::Later("timeout".to_owned())
                }
            }
        }
    }

    async fn steps(&mut self, envelope: &Envelope, mail: &[u8], begun: &mut bool) -> Fate {
        let sender = Mail::new(envelope.from().cloned(), Vec::new());
        if let Err(error) = self.inner.command(sender).await {
            return self.refused(&error).await;
        }
        for recipient in envelope.to() {
            let recipient = Rcpt::new(recipient.clone(), Vec::new());
            if let Err(error) = self.inner.command(recipient).await {
                return self.refused(&error).await;
            }
        }
        if let Err(error) = self.inner.command(Data).await {
            return self.refused(&error).await;
        }
        *begun = true;
        match self.inner.message(mail).await {
            Ok(_) => Fate::Sent,
            Err(error) if error.status().is_some() => before(&error),
            Err(_) => {
                self.broken = true;
                Fate::Unknown("connection".to_owned())
            }
        }
    }

    /// A step before the text did not succeed: the mail was not sent.
    async fn refused(&mut self, error: &Error) -> Fate {
        let answered = error.status().is_some();
        self.broken = !answered || self.inner.command(Rset).await.is_err();
        before(error)
    }

    /// Says goodbye.
    pub async fn close(mut self) {
        if !self.broken {
            let _ = tokio::time::timeout(CONNECT, self.inner.command(Quit)).await;
        }
    }
}

/// Whether a mail can be sent to an address at all.
pub(super) fn is_address(address: &str) -> bool {
    text::is_email(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_mail_servers() {
        let parse = |url: &str| Server::parse(url, None, true);
        let shown = |url: &str| parse(url).map(|server| format!("{server:?}"));
        assert_eq!(shown("smtp://127.0.0.1").unwrap(), "127.0.0.1:25 (Plain)");
        assert_eq!(
            shown("smtp://localhost:2525").unwrap(),
            "localhost:2525 (Plain)"
        );
        assert_eq!(shown("smtp://[::1]:2525").unwrap(), "::1:2525 (Plain)");
        assert_eq!(
            shown("smtp://mail.example").unwrap(),
            "mail.example:587 (StartTls)"
        );
        assert_eq!(
            shown("smtps://a@mail.example").unwrap(),
            "mail.example:465 (Tls)"
        );
        for asked in [
            "smtp://localhost:25?tls=required",
            "smtp://127.0.0.1:25?tls=required",
        ] {
            assert!(shown(asked).unwrap().ends_with("(StartTls)"), "{asked}");
        }
        for wrong in [
            "mail.example",
            "http://x",
            "smtp://",
            "smtp://x/y",
            "smtp://x?tls=no",
            "",
        ] {
            assert_eq!(parse(wrong), Err(ServerError::Address), "{wrong}");
        }
    }

    #[test]
    fn passwords_come_from_where_nobody_reads_them() {
        let url = "smtps://ann%40kul.example:s%3Acret@mail.example";
        assert_eq!(Server::parse(url, None, true), Err(ServerError::Password));
        let server = Server::parse(url, None, false).unwrap();
        let login = Some(("ann@kul.example".to_owned(), "s:cret".to_owned()));
        assert_eq!(server.login, login);
        assert!(!format!("{server:?}").contains("cret"));
        let beside = Some("s:cret".to_owned());
        let url = "smtps://ann%40kul.example@mail.example";
        assert_eq!(
            Server::parse(url, beside.clone(), true).unwrap().login,
            login
        );
        let nobody = Server::parse("smtps://mail.example", beside, true);
        assert_eq!(nobody, Err(ServerError::User));
    }
}
