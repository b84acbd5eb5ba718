namespace Gail.Cli.Play

open System
open System.IO
open System.Net
open System.Net.Sockets
open System.Security.Cryptography
open System.Text
open System.Threading
open Gail.Cli

/// What a served application answers.
type PlayAnswer =
    | Html of text: string
    | Json of text: string
    | Refused of status: int

/// Serves one page to the browser of this machine and to nothing else.
///
/// It listens on the loopback address alone, and a random token is part of every path, so that other users' programs
/// cannot guess it. A page of the web that makes the browser ask here is refused by the Host header, which carries the
/// name that the page was looked up by (DNS rebinding), by Origin and Sec-Fetch-Site (cross-site requests), and by the
/// content type, which a cross-site form cannot send.
type PlayServer(port: int, page: string -> string, answer: string -> string -> PlayAnswer) =
    let mostConnections = 32
    let idle = 30_000
    let token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes 16)
    let listener = new TcpListener(IPAddress.Loopback, port)
    let mutable connections = 0

    do
        try
            listener.Start()
        with :? SocketException as refused ->
            Errors.user $"--port: {port} cannot be listened on: {refused.Message}; leave it out to take a free one."

    let port =
        match listener.LocalEndpoint with
        | :? IPEndPoint as bound -> bound.Port
        | _ -> port

    let hosts = [ $"127.0.0.1:{port}"; $"localhost:{port}" ]

    let isToken (text: string) =
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes text, Encoding.UTF8.GetBytes token)

    let isOwn (request: HttpRequest) =
        let host =
            request.Header "Host" |> Option.exists (fun host -> List.contains host hosts)

        let origin =
            request.Header "Origin"
            |> Option.forall (fun origin -> hosts |> List.exists (fun host -> origin = "http://" + host))

        let site =
            request.Header "Sec-Fetch-Site"
            |> Option.forall (fun site -> List.contains site [ "same-origin"; "none" ])

        host && origin && site

    let isJson (request: HttpRequest) =
        request.Header "Content-Type"
        |> Option.exists (fun kind -> kind = "application/json" || kind.StartsWith "application/json;")

    let respond (request: HttpRequest) nonce =
        match request.Path.Split '/' with
        | _ when not (isOwn request) -> Refused 403
        | [| ""; given; what |] when isToken given ->
            match request.Method, what with
            | "GET", "" -> Html(page nonce)
            | "POST", what when what <> "" && not (isJson request) -> Refused 415
            | "POST", what when what <> "" -> answer what request.Body
            | _ -> Refused 405
        | _ -> Refused 404

    let serve (stream: NetworkStream) =
        let buffer = HttpBuffer stream

        let send status kind nonce (content: string) =
            let policy =
                $"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

            HttpMessage.write stream status kind policy content

        let rec next () =
            match HttpMessage.read buffer with
            | None -> ()
            | Some(Error status) -> send status "text/plain" "" ""
            | Some(Ok request) ->
                let nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes 16)

                match respond request nonce with
                | Html text -> send 200 "text/html" nonce text
                | Json text -> send 200 "application/json" nonce text
                | Refused status -> send status "text/plain" nonce ""

                next ()

        next ()

    let handle (client: TcpClient) =
        try
            try
                use client = client
                client.NoDelay <- true
                use stream = client.GetStream()
                stream.ReadTimeout <- idle
                stream.WriteTimeout <- idle
                serve stream
            with
            // A browser that closes its connection, or says nothing for long, has a right to.
            | :? IOException
            | :? SocketException
            | :? ObjectDisposedException -> ()
        finally
            Interlocked.Decrement &connections |> ignore

    let accept () =
        try
            while true do
                let client = listener.AcceptTcpClient()

                if Interlocked.Increment &connections > mostConnections then
                    Interlocked.Decrement &connections |> ignore
                    client.Dispose()
                else
                    Thread((fun () -> handle client), IsBackground = true, Name = "page").Start()
        with
        | :? SocketException
        | :? ObjectDisposedException
        | :? InvalidOperationException -> ()

    do Thread(accept, IsBackground = true, Name = "pages").Start()

    /// Whether anybody is connected, a browser or what only looks like one.
    member _.IsConnected = Volatile.Read &connections > 0

    /// Where the page is.
    member _.Address = $"http://127.0.0.1:{port}/{token}/"

    interface IDisposable with
        member _.Dispose() = listener.Dispose()
