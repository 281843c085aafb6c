using ClsPortal.Infrastructure.Access;
using ClsPortal.Infrastructure.Shared;
using ClsPortal.Web.Tests.Support;
using Microsoft.AspNetCore.Identity;

namespace ClsPortal.Web.Tests.Access;

public sealed class PasswordRulesTests
{
    private static readonly string[] TooCommon =
    [
        "123456789012",
        "aaaaaaaaaaaaaaaa",
        "azertyuiop123",
        "qwertyuiop[]",
        "motdepasse123",
        "M0tD3P@sse2019",
        "Chablis2019!!",
        "chablischablis",
        "bonjourbonjour",
        "Bonjour123456!",
        "jetaimemaman2015",
        "Soleil25102011",
        "loulou14121987",
        "Pontigny89!!",
        "princesse2011!",
        "abababababab",
        "marie.dupont1985",
        "Doudou-12/05/2016",
        // Leaked as they are, doubled, and dressed up.
        "mailcreated5240",
        "leavemealone",
        "sonyericsson",
        "caroline-caroline",
        "Liverpool-20!26",
        "2026$christina!",
        "B@rcelona#77#77",
    ];

    private static readonly string[] GoodEnough =
    [
        "tasse nuage vélo",
        "cheval girafe tasse",
        "Tr7-kfp!92zQ",
        "bruyere-lanterne-sept",
        "le chat dort sous le lit",
        "mon-école-jaune-soleil",
        "gateau au yaourt",
    ];

    [Fact]
    public async Task What_everybody_tries_is_refused_and_three_unrelated_words_are_not()
    {
        await using var portal = await PortalHost.StartAsync();

        var verdicts = await portal.With<UserManager<PortalUser>, ILookup<bool, string>>(async users =>
        {
            var parent = new PortalUser
            {
                Id = Guid.NewGuid(),
                FamilyId = 1,
                Email = "marie.dupont@example.fr",
                UserName = "marie.dupont@example.fr",
                DisplayName = "Marie Dupont",
            };
            var judged = new List<(string Password, bool IsGood)>();
            foreach (var password in TooCommon.Concat(GoodEnough))
            {
                var results = new List<IdentityResult>();
                foreach (var rule in users.PasswordValidators)
                {
                    results.Add(await rule.ValidateAsync(users, parent, password));
                }

                judged.Add((password, results.TrueForAll(result => result.Succeeded)));
            }

            return judged.ToLookup(verdict => verdict.IsGood, verdict => verdict.Password);
        });

        verdicts[false].Should().Equal(TooCommon);
        verdicts[true].Should().Equal(GoodEnough);
    }
}
