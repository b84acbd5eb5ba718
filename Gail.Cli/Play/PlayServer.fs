namespace Gail.Cli.Play

open System
open System.IO
open System.Net
open System.Net.Sockets
open System.Security.Cryptography
open System.Text
open System.Threading
open System.Threading.Tasks
open Gail.Cli
open Gail.Cli.Arguments
open Gail.Cli.Display
open Gail.Cli.Jobs
open Microsoft.AspNetCore.Connections
open Microsoft.AspNetCore.Hosting.Server
open Microsoft.AspNetCore.Hosting.Server.Features
open Microsoft.AspNetCore.Http
open Microsoft.AspNetCore.Server.Kestrel.Core
open Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets
open Microsoft.Extensions.Logging.Abstractions
open Microsoft.Extensions.Options
open Microsoft.Extensions.Primitives

/// The answer of a served application.
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
///
/// The server is Kestrel without a host around it: nothing is read from the environment or from files, nothing is
/// logged, and signals stay the command's.
type PlayServer(port: int, page: string -> string, answer: string -> string -> PlayAnswer) =
    // Everything has a limit: what asks may be any program of the machine.
    let mostConnections = 32L
    let mostHead = 16384
    let mostBody = 4096L
    let idle = TimeSpan.FromSeconds 30.0
    // A request under way at the end has this long to be answered.
    let patience = TimeSpan.FromSeconds 2.0

    let random () =
        Convert.ToHexStringLower(RandomNumberGenerator.GetBytes 16)

    let token = random ()

    let isToken (text: string) =
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes text, Encoding.UTF8.GetBytes token)

    let isOwn (context: HttpContext) =
        let headers = context.Request.Headers

        let hosts =
            [ "127.0.0.1"; "localhost" ]
            |> List.map (fun name -> $"{name}:{context.Connection.LocalPort}")

        let isAbsentOr (allowed: string list) (values: StringValues) =
            values.Count = 0 || List.contains (values.ToString()) allowed

        List.contains (headers.Host.ToString()) hosts
        && isAbsentOr (hosts |> List.map (fun host -> "http://" + host)) headers.Origin
        && isAbsentOr [ "same-origin"; "none" ] headers["Sec-Fetch-Site"]

    let isJson (request: HttpRequest) =
        match request.ContentType with
        | null -> false
        | kind -> kind = "application/json" || kind.StartsWith "application/json;"

    let respond (context: HttpContext) nonce =
        task {
            let request = context.Request

            match request.Path.ToString().Split '/' with
            | _ when not (isOwn context) -> return Refused 403
            | [| ""; given; what |] when isToken given ->
                match request.Method, what with
                | "GET", "" -> return Html(page nonce)
                | "POST", what when what <> "" && not (isJson request) -> return Refused 415
                | "POST", what when what <> "" ->
                    use reader = new StreamReader(request.Body)
                    let! body = reader.ReadToEndAsync()
                    return answer what body
                | _ -> return Refused 405
            | _ -> return Refused 404
        }

    /// An answer is for this page alone: not cached, framed, guessed at or told to others.
    let protect (headers: IHeaderDictionary) nonce =
        let policy =
            $"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

        for name, value in
            [
                "Content-Security-Policy", policy
                "X-Content-Type-Options", "nosniff"
                "X-Frame-Options", "DENY"
                "Referrer-Policy", "no-referrer"
                "Cross-Origin-Resource-Policy", "same-origin"
                "Cross-Origin-Opener-Policy", "same-origin"
                "Cache-Control", "no-store"
            ] do
            headers[name] <- StringValues value

    let serve (context: HttpContext) =
        task {
            let nonce = random ()
            let response = context.Response
            protect response.Headers nonce

            let send kind (content: string) =
                let bytes = Encoding.UTF8.GetBytes content
                response.ContentType <- kind + "; charset=utf-8"
                response.ContentLength <- Nullable(int64 bytes.Length)
                response.Body.WriteAsync(bytes, 0, bytes.Length)

            match! respond context nonce with
            | Html text -> do! send "text/html" text
            | Json text -> do! send "application/json" text
            | Refused status -> response.StatusCode <- status
        }

    let application =
        { new IHttpApplication<HttpContext> with
            member _.CreateContext features =
                DefaultHttpContext features :> HttpContext

            member _.ProcessRequestAsync context = serve context :> Task
            member _.DisposeContext(_, _) = ()
        }

    let mutable connections = 0

    /// Counts who is connected.
    let counted (next: ConnectionDelegate) =
        ConnectionDelegate(fun connection ->
            task {
                Interlocked.Increment &connections |> ignore

                try
                    do! next.Invoke connection
                finally
                    Interlocked.Decrement &connections |> ignore
            })

    let server =
        let options = KestrelServerOptions(AddServerHeader = false)
        options.Limits.MaxConcurrentConnections <- Nullable mostConnections
        options.Limits.MaxRequestHeadersTotalSize <- mostHead
        options.Limits.MaxRequestBodySize <- Nullable mostBody
        options.Limits.RequestHeadersTimeout <- idle
        options.Limits.KeepAliveTimeout <- idle

        options.Listen(
            IPAddress.Loopback,
            port,
            (fun listen ->
                listen.Protocols <- HttpProtocols.Http1
                listen.Use counted |> ignore)
        )

        let logs = NullLoggerFactory.Instance
        let sockets = SocketTransportFactory(Options.Create(SocketTransportOptions()), logs)
        new KestrelServer(Options.Create options, sockets, logs)

    do
        try
            server.StartAsync(application, CancellationToken.None).GetAwaiter().GetResult()
        with
        | :? IOException
        | :? SocketException as refused ->
            let cause = refused.GetBaseException().Message
            Errors.user $"--port: {port} cannot be listened on: {cause}; leave it out to take a free one."

    /// Whether anybody is connected, a browser or what only looks like one.
    member _.IsConnected = Volatile.Read &connections > 0

    /// The address of the page.
    member _.Address =
        let bound = nonNull (server.Features.Get<IServerAddressesFeature>())
        $"{Seq.exactlyOne bound.Addresses}/{token}/"

    interface IDisposable with
        member _.Dispose() =
            use limit = new CancellationTokenSource(patience)
            server.StopAsync(limit.Token).GetAwaiter().GetResult()
            server.Dispose()
