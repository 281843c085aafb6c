using System.Text;

namespace ClsPortal.Support;

/// <summary>One connection: the commands of RFC 5321 that senders use, in the order they use them.</summary>
internal sealed class SmtpConversation(SmtpListener listener, Stream stream)
{
    private readonly SmtpLines _lines = new(stream);
    private readonly List<string> _recipients = [];
    private string? _from;
    private string? _user;

    public async Task RunAsync()
    {
        if (listener.TakeFault(SmtpFault.Unavailable) == SmtpFault.Unavailable)
        {
            await _lines.WriteAsync("421 4.3.2 Service not available");
            return;
        }

        await _lines.WriteAsync("220 127.0.0.1 test mail server");
        while (await _lines.ReadAsync() is { } line && await AnswerAsync(line)) { }
    }

    /// <summary>False ends the connection.</summary>
    private async Task<bool> AnswerAsync(string line)
    {
        var (verb, argument) = Split(line);
        switch (verb)
        {
            case "EHLO":
                await _lines.WriteAsync("250-127.0.0.1", "250-8BITMIME", "250-SMTPUTF8", "250-ENHANCEDSTATUSCODES", "250 AUTH PLAIN LOGIN");
                return true;
            case "HELO":
                await _lines.WriteAsync("250 127.0.0.1");
                return true;
            case "AUTH":
                await AuthenticateAsync(argument);
                return true;
            case "MAIL" when listener.Credentials is not null && _user is null:
                await _lines.WriteAsync("530 5.7.0 Authentication required");
                return true;
            case "MAIL":
                Reset();
                _from = Address(argument);
                await _lines.WriteAsync("250 2.1.0 Ok");
                return true;
            case "RCPT" when _from is null:
                await _lines.WriteAsync("503 5.5.1 MAIL first");
                return true;
            case "RCPT":
                await RecipientAsync(argument);
                return true;
            case "DATA" when _recipients.Count == 0:
                await _lines.WriteAsync("503 5.5.1 RCPT first");
                return true;
            case "DATA":
                return await DataAsync();
            case "RSET":
                Reset();
                await _lines.WriteAsync("250 2.0.0 Ok");
                return true;
            case "NOOP":
                await _lines.WriteAsync("250 2.0.0 Ok");
                return true;
            case "QUIT":
                await _lines.WriteAsync("221 2.0.0 Bye");
                return false;
            default:
                await _lines.WriteAsync("502 5.5.2 Not implemented");
                return true;
        }
    }

    private async Task RecipientAsync(string argument)
    {
        switch (listener.TakeFault(SmtpFault.RecipientRefused, SmtpFault.RecipientDeferred))
        {
            case SmtpFault.RecipientRefused:
                await _lines.WriteAsync("550 5.1.1 No such mailbox");
                return;
            case SmtpFault.RecipientDeferred:
                await _lines.WriteAsync("450 4.2.0 Try again later");
                return;
            default:
                _recipients.Add(Address(argument));
                await _lines.WriteAsync("250 2.1.5 Ok");
                return;
        }
    }

    private async Task<bool> DataAsync()
    {
        await _lines.WriteAsync("354 End with a dot on a line of its own");
        if (await _lines.ReadDataAsync() is not { } raw)
            return false;

        var mail = new ReceivedMail(_from!, [.. _recipients], raw, _user);
        Reset();
        switch (listener.TakeFault(SmtpFault.MessageDeferred, SmtpFault.MessageRefused, SmtpFault.DroppedAfterAcceptance))
        {
            case SmtpFault.MessageDeferred:
                await _lines.WriteAsync("451 4.3.0 Try again later");
                return true;
            case SmtpFault.MessageRefused:
                await _lines.WriteAsync("554 5.6.0 Message refused");
                return true;
            case SmtpFault.DroppedAfterAcceptance:
                listener.Take(mail);
                return false;
            default:
                listener.Take(mail);
                await _lines.WriteAsync("250 2.0.0 Taken");
                return true;
        }
    }

    private async Task AuthenticateAsync(string argument)
    {
        var (mechanism, initial) = Split(argument);
        var (user, password) = mechanism switch
        {
            "PLAIN" => Plain(initial.Length > 0 ? Decode(initial) : await AskAsync("")),
            "LOGIN" => (initial.Length > 0 ? Decode(initial) : await AskAsync("Username:"), await AskAsync("Password:")),
            _ => ("", ""),
        };

        var right = listener.Credentials is null || (user == listener.Credentials.UserName && password == listener.Credentials.Password);
        _user = right ? user : null;
        await _lines.WriteAsync(right ? "235 2.7.0 Welcome" : "535 5.7.8 Wrong name or password");
    }

    private async Task<string> AskAsync(string prompt)
    {
        await _lines.WriteAsync("334 " + Convert.ToBase64String(Encoding.UTF8.GetBytes(prompt)));
        return Decode(await _lines.ReadAsync() ?? "");
    }

    private void Reset()
    {
        _from = null;
        _recipients.Clear();
    }

    private static (string User, string Password) Plain(string answer)
    {
        var parts = answer.Split('\0'); // identity to act as, user, password
        return parts.Length == 3 ? (parts[1], parts[2]) : ("", "");
    }

    private static string Decode(string base64)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(base64));
        }
        catch (FormatException)
        {
            return "";
        }
    }

    private static (string Verb, string Argument) Split(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? (line.ToUpperInvariant(), "") : (line[..space].ToUpperInvariant(), line[(space + 1)..].Trim());
    }

    /// <summary>What stands between the angle brackets of <c>FROM:&lt;a@b.fr&gt; SIZE=12</c>.</summary>
    private static string Address(string argument)
    {
        var start = argument.IndexOf('<', StringComparison.Ordinal);
        var end = argument.IndexOf('>', StringComparison.Ordinal);
        return start >= 0 && end > start ? argument[(start + 1)..end] : argument;
    }
}
