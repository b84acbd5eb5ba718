/// gail record --play from outside: a process, and requests such as the page makes.
module Gail.Cli.Tests.PlayTests

open System
open System.IO
open System.Net
open System.Net.Http
open System.Net.Sockets
open System.Text
open System.Text.Json
open System.Text.RegularExpressions
open Gail.Data
open Gail.Cli.Tests.GailProcess
open Gail.Cli.Tests.Samples
open Expecto
open Gail.TestSupport

/// A running session, and the address of its page.
type private Game(arguments: string list, variables: (string * string) list, folder: string) =
    let running = startedGailWith variables folder ("record" :: "--play" :: arguments)

    let address =
        let found () =
            Regex.Match(running.Output, @"(http://\S+)\s")

        running.WaitFor("the address of its page", (fun () -> found().Success))
        found().Groups[1].Value

    let client = new HttpClient(BaseAddress = Uri address, Timeout = Hang.Guard)

    new(arguments) = new Game(arguments, [], root)

    member _.Process = running
    member _.Address = Uri address

    member _.Send(request: HttpRequestMessage) = client.Send request

    member _.Ask(path: string, body: string) =
        let request = new HttpRequestMessage(HttpMethod.Post, path)
        request.Content <- new StringContent(body, Encoding.UTF8, "application/json")
        use answer = client.Send request
        Check.Equal(HttpStatusCode.OK, answer.StatusCode)
        use reader = new StreamReader(answer.Content.ReadAsStream())
        JsonDocument.Parse(reader.ReadToEnd()).RootElement

    member game.Tell(what: string, ?value: float) =
        let value =
            match value with
            | Some value -> $",\"value\":{value}"
            | None -> ""

        game.Ask("play", $"{{\"do\":\"{what}\"{value}}}")

    /// Holds a key until the episode is over, as a page does that asks again and again. Where it could not ask for long
    /// the game has paused, and goes on.
    member game.PlayOut(direction: float) =
        let isOver () =
            game.Tell("hold", direction).GetProperty("phase").GetString() = "over"

        running.WaitFor("the end of the episode", (fun () -> isOver ()))

    interface IDisposable with
        member _.Dispose() =
            (running :> IDisposable).Dispose()
            client.Dispose()

let private phase (view: JsonElement) = view.GetProperty("phase").GetString()

/// The head of the answer to a request written by hand: what no HttpClient would send.
let private raw (address: Uri) (request: string) =
    use client = new TcpClient(address.Host, address.Port)
    use stream = client.GetStream()
    stream.ReadTimeout <- int Hang.Guard.TotalMilliseconds
    let bytes = Encoding.Latin1.GetBytes request
    stream.Write(bytes, 0, bytes.Length)
    use reader = new StreamReader(stream)

    Seq.initInfinite (fun _ -> string (reader.ReadLine()))
    |> Seq.takeWhile ((<>) "")
    |> String.concat "\n"

[<Tests>]
let tests =
    inOrder
        "play"
        [
            testCase "a person plays, keeps, discards and finishes"
            <| fun () ->
                use folder = new Folder()
                let file = folder.File "mine.npz"
                use game = new Game([ "--env"; "CartPole-v1"; "--out"; file; "--rate"; "100" ])
                Check.Equal("127.0.0.1", game.Address.Host)

                let page =
                    use answer = game.Send(new HttpRequestMessage(HttpMethod.Get, ""))

                    Check.Contains(
                        "default-src 'none'",
                        String.concat ";" (answer.Headers.GetValues "Content-Security-Policy")
                    )

                    use reader = new StreamReader(answer.Content.ReadAsStream())
                    reader.ReadToEnd()

                Check.DoesNotContain("{{nonce}}", page)
                Check.Equal("ready", phase (game.Tell("hold", 0.0)))

                game.PlayOut 1.0
                game.Tell "keep" |> ignore
                // What is kept is on the disk already.
                Check.Equal(1, (DemonstrationReader.Read file).EpisodeCount)

                game.PlayOut -1.0
                Check.Equal("ready", phase (game.Tell "discard"))
                game.PlayOut 1.0
                let last = game.Tell "finish"
                Check.Equal("finished", phase last)
                Check.Equal(2, last.GetProperty("kept").GetArrayLength())
                game.Ask("bye", "{}") |> ignore
                Check.Equal(0, game.Process.End())

                let output = game.Process.Output
                Check.Contains($"recorded {file}: ", output)
                Check.Contains($"gail train --env CartPole-v1 --demos {file}", output)
                let read = DemonstrationReader.Read file
                Check.Equal(2, read.EpisodeCount)
                Check.All(Seq.indexed (nonNull read.Actions).Values, (fun (_, action) -> Check.Equal(1f, action)))
                Check.Single(Directory.GetFileSystemEntries folder.Path) |> ignore

            testCase "Ctrl-C keeps the episodes that ran to their end and asks nothing"
            <| fun () ->
                Check.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill")
                use folder = new Folder()
                let file = folder.File "mine.npz"
                use game = new Game([ "--env"; "CartPole-v1"; "--out"; file; "--rate"; "100" ])
                game.PlayOut 1.0
                game.Tell "keep" |> ignore
                game.PlayOut -1.0
                game.Process.Signal "INT"
                Check.Equal(130, game.Process.End())
                Check.Equal(2, (DemonstrationReader.Read file).EpisodeCount)

            testCase "without an episode nothing is written"
            <| fun () ->
                Check.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill")
                use folder = new Folder()
                use game = new Game([ "--env"; "MountainCar-v0"; "--out"; folder.File "mine.npz" ])
                game.Process.Signal "INT"
                game.Process.End() |> ignore
                Check.Contains("no episode was kept", game.Process.Output)
                Check.Empty(Directory.GetFileSystemEntries folder.Path)

            testCase "only the page of this machine is answered"
            <| fun () ->
                use folder = new Folder()
                use game = new Game([ "--env"; "Pendulum-v1"; "--out"; folder.File "mine.npz" ])
                let host, path = game.Address.Authority, game.Address.AbsolutePath
                let body = """{"do":"finish"}"""

                let post (path: string) (headers: string list) =
                    let head =
                        String.concat "\r\n" ([ $"POST {path} HTTP/1.1"; $"Content-Length: {body.Length}" ] @ headers)

                    raw game.Address (head + "\r\n\r\n" + body)

                let own, json = $"Host: {host}", "Content-Type: application/json"
                let play = path + "play"

                for wrong, status, path, headers in
                    [
                        "another name of this address", 403, play, [ "Host: evil.example"; json ]
                        "no name", 400, play, [ json ]
                        "two names", 400, play, [ own; "Host: evil.example"; json ]
                        "another page", 403, play, [ own; json; "Origin: http://evil.example" ]
                        "a page of a file", 403, play, [ own; json; "Origin: null" ]
                        "another site", 403, play, [ own; json; "Sec-Fetch-Site: cross-site" ]
                        "a form", 415, play, [ own; "Content-Type: text/plain" ]
                        "no token", 404, "/play", [ own; json ]
                        "another token", 404, $"/{String('0', 32)}/play", [ own; json ]
                        "an unknown place", 404, path + "files", [ own; json ]
                        "two lengths", 400, play, [ own; json; "Transfer-Encoding: chunked" ]
                    ] do
                    let answer = post path headers
                    Check.True(answer.StartsWith $"HTTP/1.1 {status} ", $"{wrong}: {answer}")

                let head = $"POST {play} HTTP/1.1\r\n{own}\r\n{json}\r\n"
                Check.StartsWith("HTTP/1.1 405", raw game.Address $"PUT {play} HTTP/1.1\r\n{own}\r\n\r\n")
                Check.StartsWith("HTTP/1.1 413", raw game.Address $"{head}Content-Length: 5000\r\n\r\n")
                let chunk = $"1388\r\n{String(' ', 5000)}\r\n0\r\n\r\n"
                Check.StartsWith("HTTP/1.1 413", raw game.Address $"{head}Transfer-Encoding: chunked\r\n\r\n{chunk}")
                Check.StartsWith("HTTP/1.1 400", raw game.Address "nonsense\r\n\r\n")
                // None of them was obeyed, and the game goes on.
                Check.Equal("ready", phase (game.Tell("hold", 0.0)))

                Check.StartsWith(
                    "HTTP/1.1 200",
                    post play [ own; json; $"Origin: http://{host}"; "Sec-Fetch-Site: same-origin" ]
                )

                // What is refused says as little to other pages as what is answered.
                let refused = post "/play" [ own; json ]
                Check.Contains("Content-Security-Policy: default-src 'none'", refused)
                Check.Contains("Cross-Origin-Resource-Policy: same-origin", refused)
                Check.DoesNotContain("Server:", refused)

            testCase "neither variables nor files nor logs meddle with the server"
            <| fun () ->
                use folder = new Folder()

                File.WriteAllText(
                    folder.File "appsettings.json",
                    """{"Urls":"http://127.0.0.1:1","Kestrel":{"Endpoints":{"Http":{"Url":"http://127.0.0.1:1"}}}}"""
                )

                let variables =
                    [
                        "ASPNETCORE_URLS", "http://0.0.0.0:1"
                        "ASPNETCORE_HTTP_PORTS", "1"
                        "DOTNET_URLS", "http://0.0.0.0:1"
                        "Logging__LogLevel__Default", "Trace"
                    ]

                use game =
                    new Game([ "--env"; "CartPole-v1"; "--out"; folder.File "mine.npz" ], variables, folder.Path)

                Check.Equal("127.0.0.1", game.Address.Host)
                Check.NotEqual(1, game.Address.Port)
                game.Tell "finish" |> ignore
                game.Ask("bye", "{}") |> ignore
                game.Process.End() |> ignore
                Check.Equal("", game.Process.ErrorOutput)

                Check.SameItems(
                    [
                        "Ctrl-C here, or Finish on the page, ends it; episodes that you keep are in the file at once."
                        "no episode was kept, so nothing was written"
                    ],
                    game.Process.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    |> Array.skipWhile (fun line -> line.Contains "http://" |> not)
                    |> Array.tail
                )

            testCase "a port that is taken is named"
            <| fun () ->
                use folder = new Folder()
                let taken = new TcpListener(IPAddress.Loopback, 0)
                taken.Start()

                let port =
                    match taken.LocalEndpoint with
                    | :? IPEndPoint as bound -> string bound.Port
                    | _ -> failwith "no port"

                let outcome =
                    gail
                        [
                            "record"
                            "--play"
                            "--env"
                            "CartPole-v1"
                            "--out"
                            folder.File "a.npz"
                            "--port"
                            port
                        ]

                taken.Stop()
                Check.Equal(1, outcome.ExitCode)
                Check.Contains($"--port: {port}", outcome.ErrorOutput)

        ]
