//! The outbox and its links.

use super::id;
use crate::storage::{
    NoticeKind, NoticeState, NoticesOf, Result, Storage, StoredLink, StoredNotice,
};

fn notice(number: u8, subject: u8, offer: u8, due: i64) -> StoredNotice {
    StoredNotice {
        id: id(number),
        kind: NoticeKind::Remove,
        subject: id(subject),
        offer: Some(id(offer)),
        recipient: format!("{number}@kul.example"),
        language: "nl".into(),
        state: NoticeState::Waiting,
        due,
        tries: 0,
        created: i64::from(number),
        changed: 0,
        code: String::new(),
    }
}

/// Checks notices and links.
pub fn run(storage: &dyn Storage) -> Result<()> {
    let mut first = notice(1, 30, 40, 200);
    let second = notice(2, 30, 41, 100);
    let mut third = notice(3, 31, 40, 300);
    third.offer = None;
    let writer = storage.writer()?;
    for notice in [&first, &second, &third] {
        writer.put_notice(notice)?;
    }
    let link = |expires, used| StoredLink {
        hash: vec![7],
        notice: id(1),
        expires,
        used,
    };
    writer.put_link(&link(500, None))?;
    writer.put_link(&link(500, Some(400)))?;
    writer.commit()?;
    let reader = storage.reader()?;
    assert_eq!(reader.notice(id(1))?.as_ref(), Some(&first));
    assert_eq!(reader.notice(id(9))?, None);
    assert_eq!(reader.due_notices(99, 9)?, []);
    assert_eq!(
        reader.due_notices(250, 9)?,
        [second.clone(), first.clone()],
        "the oldest first"
    );
    assert_eq!(reader.due_notices(250, 1)?.first(), Some(&second));
    let of = |subject: Option<u8>, offer: Option<u8>| NoticesOf {
        subject: subject.map(id),
        offer: offer.map(id),
    };
    for (wanted, expected) in [
        (of(None, None), vec![&third, &second, &first]),
        (of(Some(30), None), vec![&second, &first]),
        (of(None, Some(40)), vec![&first]),
        (of(Some(30), Some(41)), vec![&second]),
        (of(Some(31), Some(41)), vec![]),
    ] {
        let found = reader.notices(wanted, None, 9)?;
        assert_eq!(found.iter().collect::<Vec<_>>(), expected, "{wanted:?}");
    }
    let page = reader.notices(of(None, None), Some((3, id(3))), 1)?;
    assert_eq!(page.first(), Some(&second), "after the page before");
    assert_eq!(reader.link(&[7])?, Some(link(500, Some(400))));
    assert_eq!(reader.link(&[8])?, None);
    drop(reader);
    first.state = NoticeState::Sending;
    (first.due, first.tries, first.changed) = (700, 1, 650);
    first.code = "451".into();
    let writer = storage.writer()?;
    writer.put_notice(&first)?;
    assert_eq!(writer.sending_notices()?, [first.clone()]);
    assert_eq!(writer.due_notices(250, 9)?, [second], "it waits no more");
    writer.forget_links(500)?;
    assert!(writer.link(&[7])?.is_some(), "a link lasts to its end");
    writer.forget_links(501)?;
    assert_eq!(writer.link(&[7])?, None);
    writer.put_link(&link(900, None))?;
    writer.drop_links(id(2))?;
    assert!(writer.link(&[7])?.is_some());
    writer.drop_links(id(1))?;
    assert_eq!(writer.link(&[7])?, None);
    // What comes after it begins with an empty outbox that is due.
    for mut notice in [first, third] {
        notice.state = NoticeState::Sent;
        writer.put_notice(&notice)?;
    }
    writer.commit()
}
