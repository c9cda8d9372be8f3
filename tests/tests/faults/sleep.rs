//! A machine that slept: the connections from before are dead and do not say so.
//! What is asked first afterwards goes over a new one.

use edutracker_sync::{HttpTransport, Request, Transport as _};
use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    time::timeout,
};

/// A service behind a network that has forgotten every connection but those that
/// came after the last change of `forgotten`.
async fn serve(listener: TcpListener, forgotten: Arc<AtomicUsize>, connections: Arc<AtomicUsize>) {
    while let Ok((stream, _)) = listener.accept().await {
        connections.fetch_add(1, Ordering::SeqCst);
        let (forgotten, then) = (Arc::clone(&forgotten), forgotten.load(Ordering::SeqCst));
        tokio::spawn(async move {
            let _ = answer(stream, &forgotten, then).await;
        });
    }
}

async fn answer(
    mut stream: TcpStream,
    forgotten: &AtomicUsize,
    then: usize,
) -> std::io::Result<()> {
    let mut buffer = [0; 4096];
    while stream.read(&mut buffer).await? > 0 {
        if forgotten.load(Ordering::SeqCst) == then {
            let text = b"HTTP/1.1 200 OK\r\nedutracker-service: 1\r\ncontent-length: 2\r\n\r\n{}";
            stream.write_all(text).await?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn the_first_request_after_a_sleep_waits_for_no_dead_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let (forgotten, connections) = (Arc::<AtomicUsize>::default(), Arc::<AtomicUsize>::default());
    tokio::spawn(serve(
        listener,
        Arc::clone(&forgotten),
        Arc::clone(&connections),
    ));
    let now = Arc::new(AtomicI64::new(1_795_348_800_000));
    let clock = Arc::clone(&now);
    let clock = Box::new(move || clock.load(Ordering::SeqCst));
    let transport = HttpTransport::with_clock(&address, "device", clock).expect("a transport");
    let ask = async || {
        let answer = transport.send(Request::get("/v1/meta")).await?;
        answer.bytes().await
    };
    ask().await.expect("answers");
    now.fetch_add(2_000, Ordering::SeqCst);
    ask().await.expect("answers");
    assert_eq!(connections.load(Ordering::SeqCst), 1, "it is kept");
    forgotten.fetch_add(1, Ordering::SeqCst);
    let waits = timeout(Duration::from_millis(500), ask()).await;
    assert!(waits.is_err(), "the dead connection answers nothing");
    // The lid is opened eight hours later.
    now.fetch_add(8 * 3_600_000, Ordering::SeqCst);
    let begun = Instant::now();
    ask().await.expect("answers");
    assert!(
        begun.elapsed() < Duration::from_secs(5),
        "{:?}",
        begun.elapsed()
    );
    // A clock that is put back connects anew as well, and works.
    now.fetch_sub(24 * 3_600_000, Ordering::SeqCst);
    ask().await.expect("answers");
    assert!(connections.load(Ordering::SeqCst) >= 3);
}
