using ClsPortal.Application.Centre;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Centre;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;
using SkiaSharp;

namespace ClsPortal.Application.Tests.Centre;

/// <summary>The organisation's colour and pictures, as they are set and as all pages read them.</summary>
public sealed class LookTests
{
    private static readonly Person Director = Person.With(Roles.Director);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task What_is_set_is_shown_from_then_on_and_taken_back_with_a_trace_of_each(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var picture = LookSamples.Picture(300, 100);
        var before = await portal.Service<CurrentLook>().ReadAsync();

        await portal.SendAs(Director, new SaveAccent("#8C1D17"));
        await portal.SendAs(Director, new SaveLookPicture(LookPart.Logo, picture));
        await portal.SendAs(Director, new SaveLookPicture(LookPart.Cover, picture));
        var set = await portal.Service<CurrentLook>().ReadAsync();
        var settings = (await portal.SendAs(Director, new GetLook())).Value;
        await portal.SendAs(Director, new RemoveLookPicture(LookPart.Logo));
        var withoutLogo = await portal.Service<CurrentLook>().ReadAsync();
        await portal.SendAs(Director, new ResetLook());
        var after = await portal.Service<CurrentLook>().ReadAsync();

        before.IsPlain.Should().BeTrue();
        set.Accent.ToString().Should().Be("#8c1d17");
        set.CentreName.Should().Be("Centre de Loisirs");
        set.Logo.Should().BeEquivalentTo(new { Width = 300, Height = 100 });
        settings
            .Should()
            .BeEquivalentTo(
                new
                {
                    Accent = "#8c1d17",
                    Logo = new { set.Logo!.Version },
                    Cover = new { set.Cover!.Version },
                }
            );
        withoutLogo.Logo.Should().BeNull();
        withoutLogo.Cover.Should().NotBeNull();
        after.IsPlain.Should().BeTrue();
        (await portal.Find(db => db.AuditEntries.OrderBy(entry => entry.Id).Select(entry => entry.Act).ToListAsync()))
            .Should()
            .Equal("look.accent", "look.logo", "look.cover", "look.logo-removed", "look.reset");
        (await portal.Find(db => db.AuditEntries.OrderBy(entry => entry.Id).FirstAsync()))
            .Should()
            .BeEquivalentTo(new { Director.UserId, Details = "couleur : celle du portail → #8c1d17" });
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Pages_read_the_look_once_and_again_after_a_change(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var look = portal.Service<CurrentLook>();
        await portal.SendAs(Director, new SaveAccent("#8c1d17"));
        await look.ReadAsync();

        portal.Statements.Reset();
        await look.ReadAsync();
        portal.Service<ChangeFeed>().Publish(new ChangeNotice([1], [2]));
        await look.ReadAsync();
        var counted = portal.Statements.Sent.Count;
        await portal.Find(db => db.Centres.ExecuteUpdateAsync(set => set.SetProperty(centre => centre.Name, "Ailleurs")));
        portal.Service<ChangeFeed>().Deliver(ChangeNotice.Look);
        var again = await look.ReadAsync();

        counted.Should().Be(0, "bookings change no colour");
        again.CentreName.Should().Be("Ailleurs", "another copy may have said so");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Two_who_set_the_first_pictures_together_both_find_theirs(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var picture = LookSamples.Picture(40, 40);

        var answers = await Task.WhenAll(
            Task.Run(() => portal.SendAs(Director, new SaveLookPicture(LookPart.Logo, picture))),
            Task.Run(() => portal.SendAs(Director, new SaveLookPicture(LookPart.Cover, picture)))
        );

        answers.Should().OnlyContain(answer => !answer.IsRefused);
        (await portal.Find(db => db.CentreLooks.SingleAsync())).Should().Match<CentreLook>(look => look.Logo != null && look.Cover != null);
    }

    [Theory]
    [InlineData("", "six chiffres")]
    [InlineData("rouge", "six chiffres")]
    [InlineData("#fff", "six chiffres")]
    [InlineData("#8c1d1780", "ni transparence")]
    [InlineData("#ffd400", "la plus proche qui convient est #")]
    public async Task A_colour_that_is_none_or_cannot_be_read_is_refused_with_what_to_do(string accent, string sentence)
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite);

        var refused = await portal.SendAs(Director, new SaveAccent(accent));

        refused.Refusals.Should().ContainSingle().Which.Should().Match<Refusal>(refusal => refusal.Field == "Accent" && refusal.Sentence.Contains(sentence));
        (await portal.Find(db => db.CentreLooks.AnyAsync())).Should().BeFalse();
    }

    [Fact]
    public async Task The_nearest_colour_that_a_refusal_names_is_taken()
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite);

        var sentence = (await portal.SendAs(Director, new SaveAccent("#ffd400"))).Refusal.Sentence;
        var taken = await portal.SendAs(Director, new SaveAccent(sentence[^8..^1]));

        taken.IsRefused.Should().BeFalse();
    }

    [Fact]
    public async Task What_is_no_picture_that_the_portal_can_draw_is_refused_whatever_it_is_called()
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite);
        var sound = LookSamples.Picture(64, 64);
        var wrong = new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["PictureEmpty"] = [],
            ["PictureSvg"] = "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"u8.ToArray(),
            ["PictureKind"] = "Un texte que quelqu’un a nommé logo.png"u8.ToArray(),
            ["PictureDamaged"] = sound[..(sound.Length / 2)],
            ["PictureTooBig"] = LookSamples.Declared(30_000, 30_000),
            ["PictureTooHeavy"] = [.. sound, .. new byte[LookRefusals.MaxBytes]],
        };

        foreach (var (code, content) in wrong)
        {
            (await portal.SendAs(Director, new DrawLookPicture(LookPart.Logo, content))).Refusal.Code.Should().Be(code);
            (await portal.SendAs(Director, new SaveLookPicture(LookPart.Cover, content)))
                .Refusal.Should()
                .Match<Refusal>(refusal => refusal.Code == code && refusal.Field == LookRefusals.Field);
        }

        (await portal.Find(db => db.CentreLooks.AnyAsync())).Should().BeFalse();
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public async Task What_is_kept_is_drawn_by_the_portal_and_light_enough_for_its_page(SKEncodedImageFormat format)
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite);
        // Noise is the heaviest that a picture can be.
        byte[] photo = [.. LookSamples.Picture(1200, 900, format, isNoise: true), .. "<script>"u8];

        var logo = (await portal.SendAs(Director, new DrawLookPicture(LookPart.Logo, photo))).Value;
        var cover = (await portal.SendAs(Director, new DrawLookPicture(LookPart.Cover, photo))).Value;

        logo.Content.Should().HaveCountLessThanOrEqualTo(16_000).And.StartWith("RIFF"u8.ToArray());
        cover.Content.Should().HaveCountLessThanOrEqualTo(60_000);
        logo.Height.Should().BeLessThanOrEqualTo(144);
        (cover.Width / (double)cover.Height).Should().BeApproximately(4 / 3.0, 0.02);
        cover.Content.AsSpan().IndexOf("<script>"u8).Should().Be(-1);
        SKBitmap.DecodeBounds(cover.Content).Should().BeEquivalentTo(new { cover.Width, cover.Height });
    }

    [Fact]
    public async Task What_shines_through_a_logo_does_so_afterwards()
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite);

        var logo = (await portal.SendAs(Director, new DrawLookPicture(LookPart.Logo, LookSamples.Picture(100, 100)))).Value;

        using var drawn = SKBitmap.Decode(logo.Content);
        drawn.GetPixel(2, 2).Alpha.Should().BeLessThan(20);
        drawn.GetPixel(50, 50).Alpha.Should().BeGreaterThan(235);
    }
}
