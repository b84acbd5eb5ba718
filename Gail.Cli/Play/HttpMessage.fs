namespace Gail.Cli.Play

open System
open System.Collections.Generic
open System.Globalization
open System.IO
open System.Text

/// A request of a browser.
type HttpRequest =
    {
        Method: string
        Path: string
        Headers: IReadOnlyDictionary<string, string>
        Body: string
    }

    member request.Header(name: string) =
        match request.Headers.TryGetValue name with
        | true, value -> Some value
        | _ -> None

/// What came on a connection; what came too early for one request is kept for the next.
type HttpBuffer(stream: Stream) =
    let bytes = Array.zeroCreate<byte> 16384
    let mutable filled = 0

    member _.Length = filled

    /// Reads some more; false at the end of the stream, or where there is no room left.
    member _.Fill() =
        let count = stream.Read(bytes, filled, bytes.Length - filled)
        filled <- filled + count
        count > 0

    member _.IndexOf(pattern: byte array) =
        MemoryExtensions.IndexOf(ReadOnlySpan<byte>(bytes, 0, filled), ReadOnlySpan<byte> pattern)

    /// Takes so many bytes off the beginning, as text.
    member _.Take(count: int, encoding: Encoding) =
        let text = encoding.GetString(bytes, 0, count)
        Array.Copy(bytes, count, bytes, 0, filled - count)
        filled <- filled - count
        text

/// The little of HTTP/1.1 that playing needs. Everything has a limit: what asks may be any program of the machine.
[<RequireQualifiedAccess>]
module HttpMessage =

    let private mostBody = 4096
    let private headEnd = "\r\n\r\n"B

    let private parseHead (head: string) =
        match List.ofArray (head.Split "\r\n") with
        | first :: lines ->
            let headers = Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)

            let add (line: string) =
                match line.IndexOf ':' with
                // A header that comes twice could mean one thing here and another elsewhere.
                | at when at > 0 -> headers.TryAdd(line[.. at - 1], line[at + 1 ..].Trim())
                | _ -> false

            match first.Split ' ' with
            | [| method; path; version |] when version.StartsWith "HTTP/1." && List.forall add lines ->
                Some(method, path, headers)
            | _ -> None
        | [] -> None

    let private bodyLength (headers: Dictionary<string, string>) =
        match headers.TryGetValue "Content-Length" with
        | _ when headers.ContainsKey "Transfer-Encoding" -> None
        | true, text ->
            // Digits alone: what two programs read differently could hide a second request in a first.
            match Int32.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture) with
            | true, length -> Some length
            | _ -> None
        | _ -> Some 0

    /// Reads until something is there; false where the stream ends before.
    let rec private until (buffer: HttpBuffer) (isThere: unit -> bool) =
        isThere () || (buffer.Fill() && until buffer isThere)

    /// The next request: None at the end of the connection, a status where it cannot be understood.
    let read (buffer: HttpBuffer) : Result<HttpRequest, int> option =
        if not (until buffer (fun () -> buffer.IndexOf headEnd >= 0)) then
            if buffer.Length = 0 then None else Some(Error 400)
        else
            let head = buffer.Take(buffer.IndexOf headEnd, Encoding.Latin1)
            buffer.Take(headEnd.Length, Encoding.Latin1) |> ignore

            match parseHead head with
            | None -> Some(Error 400)
            | Some(method, path, headers) ->
                match bodyLength headers with
                | None -> Some(Error 400)
                | Some length when length > mostBody -> Some(Error 413)
                | Some length when not (until buffer (fun () -> buffer.Length >= length)) -> Some(Error 400)
                | Some length ->
                    let request =
                        {
                            Method = method
                            Path = path
                            Headers = headers
                            Body = buffer.Take(length, Encoding.UTF8)
                        }

                    Some(Ok request)

    let private reason =
        function
        | 200 -> "OK"
        | 403 -> "Forbidden"
        | 404 -> "Not Found"
        | 405 -> "Method Not Allowed"
        | 413 -> "Content Too Large"
        | 415 -> "Unsupported Media Type"
        | _ -> "Bad Request"

    /// Writes an answer, which is for this page alone: not cached, framed, guessed at or told to others.
    let write (stream: Stream) (status: int) (kind: string) (policy: string) (content: string) =
        let content = Encoding.UTF8.GetBytes content

        let head =
            String.concat
                "\r\n"
                [
                    $"HTTP/1.1 {status} {reason status}"
                    $"Content-Type: {kind}; charset=utf-8"
                    $"Content-Length: {content.Length}"
                    $"Content-Security-Policy: {policy}"
                    "X-Content-Type-Options: nosniff"
                    "X-Frame-Options: DENY"
                    "Referrer-Policy: no-referrer"
                    "Cross-Origin-Resource-Policy: same-origin"
                    "Cross-Origin-Opener-Policy: same-origin"
                    "Cache-Control: no-store"
                    ""
                    ""
                ]

        // One write, so that one packet holds it.
        let bytes = Array.append (Encoding.Latin1.GetBytes head) content
        stream.Write(bytes, 0, bytes.Length)
        stream.Flush()
