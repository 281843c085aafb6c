using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>The kinds of mail, with the centre's own words where it has chosen some.</summary>
public sealed record ListMailTexts : IQuery<IReadOnlyList<MailTextLine>>
{
    public static Permission Access => Permission.Of(Roles.Setup);
}

/// <param name="Template">The key.</param>
/// <param name="Name">As staff know it.</param>
/// <param name="When">When it leaves.</param>
/// <param name="Subject">The centre's, or the standard one.</param>
/// <param name="Introduction">After the salutation; empty: nothing.</param>
/// <param name="Closing">At the end; empty: nothing.</param>
/// <param name="IsStandard">True while the centre has chosen nothing.</param>
/// <param name="Placeholders">That can be used.</param>
/// <param name="Stamp">Of what was read.</param>
public sealed record MailTextLine(
    string Template,
    string Name,
    string When,
    string Subject,
    string Introduction,
    string Closing,
    bool IsStandard,
    IReadOnlyCollection<string> Placeholders,
    string Stamp
);

internal sealed class ListMailTextsHandler(IMessagingDb db) : IQueryHandler<ListMailTexts, IReadOnlyList<MailTextLine>>
{
    public async Task<Outcome<IReadOnlyList<MailTextLine>>> Handle(ListMailTexts request, CancellationToken cancellationToken)
    {
        var texts = await db.MailTexts.AsNoTracking().ToDictionaryAsync(text => text.Template, cancellationToken);
        return MailCatalogue
            .All.Select(kind =>
            {
                var text = texts.GetValueOrDefault(kind.Template);
                return new MailTextLine(
                    kind.Template,
                    kind.Name,
                    kind.When,
                    text?.Subject ?? kind.StandardSubject,
                    text?.Introduction ?? "",
                    text?.Closing ?? "",
                    text is null,
                    kind.Placeholders,
                    MailTextStamp.Of(text)
                );
            })
            .ToList();
    }
}
