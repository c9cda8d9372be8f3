//! Hints of the service that something is new (`GET /v1/events`). They carry no
//! data and may be missed: reading the feed now and then finds the same.

use crate::{
    Session,
    transport::{Body, Request, SyncError},
};
use futures_util::StreamExt as _;

/// The longest line that is kept; hints are far shorter.
const LINE: usize = 16 * 1024;

/// What the service hints at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hint {
    /// Something changed that the account sees.
    Head,
    /// A colleague looks at another offer.
    Claims,
    /// The service has something to say of itself, such as a new oldest version.
    Notice,
    /// The service ends the stream: there are too many, or it ends itself.
    Bye,
}

/// A stream of hints.
pub struct Hints {
    body: Body,
    lines: Lines,
}

impl Session {
    /// Listens for hints; `None` where the service offers none.
    ///
    /// # Errors
    /// What network and service say.
    pub async fn hints(&self) -> Result<Option<Hints>, SyncError> {
        let request = Request::get("/v1/events").with("accept", "text/event-stream");
        let answer = self.send(request).await?;
        match answer.status {
            200 => Ok(Some(Hints {
                body: answer.body,
                lines: Lines::default(),
            })),
            // An older service does not know the path.
            404 | 501 => Ok(None),
            _ => Err(answer.problem().await),
        }
    }
}

impl Hints {
    /// The next hint; `None` when the service ended the stream, or it broke.
    pub async fn next(&mut self) -> Option<Hint> {
        loop {
            if let Some(hint) = self.lines.take() {
                return Some(hint);
            }
            match self.body.next().await {
                Some(Ok(bytes)) => self.lines.feed(&bytes),
                Some(Err(_)) | None => return None,
            }
        }
    }
}

/// The lines of an event stream as they come in.
#[derive(Default)]
struct Lines {
    rest: Vec<u8>,
    event: String,
    ready: std::collections::VecDeque<Hint>,
}

impl Lines {
    fn feed(&mut self, bytes: &[u8]) {
        for byte in bytes {
            if *byte != b'\n' {
                if self.rest.len() < LINE {
                    self.rest.push(*byte);
                }
                continue;
            }
            let line = std::mem::take(&mut self.rest);
            let line = line.strip_suffix(b"\r").unwrap_or(&line);
            if line.is_empty() {
                match std::mem::take(&mut self.event).as_str() {
                    "head" => self.ready.push_back(Hint::Head),
                    "claims" => self.ready.push_back(Hint::Claims),
                    "notice" => self.ready.push_back(Hint::Notice),
                    "bye" => self.ready.push_back(Hint::Bye),
                    _ => {}
                }
            } else if let Some(name) = line.strip_prefix(b"event:") {
                self.event = String::from_utf8_lossy(name).trim().to_owned();
            }
        }
    }

    fn take(&mut self) -> Option<Hint> {
        self.ready.pop_front()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_found_however_the_stream_is_cut() {
        let stream = b": ping\n\nretry: 5000\nevent: head\nid: 7\ndata: {\"seq\":7}\n\nevent: push\ndata: {}\n\r\nevent: notice\r\ndata: {}\r\n\r\nevent: bye\ndata: {}\n\n";
        for size in 1..stream.len() {
            let mut lines = Lines::default();
            for piece in stream.chunks(size) {
                lines.feed(piece);
            }
            assert_eq!(lines.take(), Some(Hint::Head), "{size}");
            assert_eq!(lines.take(), Some(Hint::Notice), "{size}");
            assert_eq!(lines.take(), Some(Hint::Bye), "{size}");
            assert_eq!(lines.take(), None, "{size}");
        }
    }
}
