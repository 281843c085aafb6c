using System.Globalization;
using ClsPortal.Domain.Shared;
using MimeKit;

namespace ClsPortal.Application.Shared;

/// <summary>Addresses for e-mail as people type and paste them: what is kept, the portal's own mail library can write to.</summary>
public static class EmailAddress
{
    private static readonly IdnMapping Hosts = new() { UseStd3AsciiRules = true };

    /// <summary>The bare address; null when it is none, when it is several, or when a name stands with it.</summary>
    public static string? Of(string typed)
    {
        // Addresses are kept in lists parted by commas: one that holds a comma, a quote or a blank is none.
        var text = PastedText.Code(typed);
        return
            text.All(sign => sign is > ' ' and not (',' or ';' or '"' or '<' or '>' or '(' or ')') && !char.IsControl(sign))
            && MailboxAddress.TryParse(text, out var box)
            && box.Address == text
            && string.IsNullOrEmpty(box.Name)
            && IsHost(box.Domain)
            ? text
            : null;
    }

    /// <summary>What to tell of a text that is none, in French.</summary>
    public static string WhatIsWrong(string typed) =>
        typed.Count(sign => sign == '@') > 1
            ? "Une seule adresse ici, écrite comme prenom.nom@exemple.fr."
            : "Cette adresse n’est pas valable : elle s’écrit comme prenom.nom@exemple.fr.";

    private static bool IsHost(string host)
    {
        try
        {
            return Hosts.GetAscii(host) is var name && name.LastIndexOf('.') is > 0 and var dot && name[(dot + 1)..].Any(char.IsAsciiLetter);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
